import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar } from './calendar.ts'

describe('Calendar', () => {
  it('lets things happen by their time, and in the order of entering when that is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.nat(20), (times, cut) => {
        const calendar = new Calendar(0)
        const happened: { readonly name: number; readonly dueUs: number; readonly nowUs: number }[] = []
        for (const [name, dueUs] of times.entries()) calendar.at(dueUs, (nowUs) => happened.push({ name, dueUs, nowUs }))
        calendar.advance(cut)
        expect(happened.every(({ dueUs }) => dueUs <= cut)).toBe(true)
        expect(calendar.nextUs).toBe(Math.min(Infinity, ...times.filter((dueUs) => dueUs > cut)))
        calendar.advance(20)
        const expected = times.map((dueUs, name) => ({ name, dueUs, nowUs: dueUs })).sort((a, b) => a.dueUs - b.dueUs)
        expect(happened).toEqual(expected)
      }),
    )
  })

  it('shows the time of what happens while it happens, and of the caller afterwards', () => {
    const calendar = new Calendar(5)
    const seen: number[] = []
    calendar.at(8, () => seen.push(calendar.nowUs))
    calendar.advance(10)
    expect([...seen, calendar.nowUs]).toEqual([8, 10])
  })

  it('lets happen at once, though never in the past, what is entered late', () => {
    const calendar = new Calendar(0)
    const seen: string[] = []
    calendar.at(5, () => calendar.at(3, (nowUs) => seen.push(`late ${nowUs}`)))
    calendar.at(6, (nowUs) => seen.push(`next ${nowUs}`))
    calendar.advance(10)
    expect(seen).toEqual(['late 5', 'next 6'])
  })

  it('does not go back, and is not advanced from within', () => {
    const calendar = new Calendar(5)
    expect(() => calendar.advance(4)).toThrow('expected a time from 5 on, received 4')
    expect(() => calendar.advance(NaN)).toThrow('received NaN')
    calendar.at(6, () => calendar.advance(7))
    expect(() => calendar.advance(8)).toThrow('received a call from within')
    calendar.advance(8)
    expect(calendar.nowUs).toBe(8)
  })
})
