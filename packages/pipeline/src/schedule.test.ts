import { describe, expect, it } from 'vitest'
import { type Due, dueUs, nextDue, passOverAll, reachAllFor, schedule } from './schedule.ts'

function dueUpTo(timetable: ReturnType<typeof schedule>, nowUs: number): Due[] {
  reachAllFor(timetable, nowUs)
  const all: Due[] = []
  for (let due = nextDue(timetable, nowUs); due !== undefined; due = nextDue(timetable, nowUs)) all.push(due)
  return all
}

describe('schedule(decideEveryUs, sampleEveryUs)', () => {
  it('gives what falls due in order of time, a sample before a decision of the same moment', () => {
    const both = schedule(60, 40)
    expect(dueUpTo(both, 5)).toEqual([])
    expect(dueUpTo(both, 121)).toEqual([
      { kind: 'sample', timeUs: 40 },
      { kind: 'decision', timeUs: 60 },
      { kind: 'sample', timeUs: 80 },
      { kind: 'sample', timeUs: 120 },
      { kind: 'decision', timeUs: 120 },
    ])
  })

  it('says when something is due next, once it has started', () => {
    const both = schedule(60, 40)
    expect(dueUs(both)).toBeUndefined()
    passOverAll(both, 65)
    expect(dueUs(both)).toBe(80)
    dueUpTo(both, 80)
    expect(dueUs(both)).toBe(120)
    expect(dueUs(schedule(60, undefined))).toBeUndefined()
  })

  it('gives decisions alone where nothing is sampled', () => {
    const alone = schedule(60, undefined)
    dueUpTo(alone, 5)
    expect(dueUpTo(alone, 120)).toEqual([
      { kind: 'decision', timeUs: 60 },
      { kind: 'decision', timeUs: 120 },
    ])
  })
})
