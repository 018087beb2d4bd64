import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import type { Message } from '../wire/frame.ts'
import { Connection } from './connection.ts'

const message = (name: number): Message => ({ channel: 'ticker', events: [{ name }] })

interface Read {
  readonly sequence: number
  readonly timestamp: string
  readonly name: number
  readonly receivedUs: number
}

function read(connection: Connection, beforeUs: number): Read[] {
  return [...connection.leaving(beforeUs)].map((arrival) => {
    if (arrival.kind !== 'frame') throw new Error(`expected a frame, received ${arrival.kind}`)
    const { sequence_num: sequence, timestamp, events } = JSON.parse(arrival.frame)
    return { sequence, timestamp, name: events[0].name, receivedUs: arrival.receivedUs }
  })
}

const leaveTimes = fc.array(fc.nat(50), { minLength: 1 })

describe('Connection', () => {
  it('lets messages leave by their times, and in the order of sending when those are equal', () => {
    fc.assert(
      fc.property(leaveTimes, (times) => {
        const connection = new Connection('made-up', new Random(1, ''))
        for (const [name, leaveUs] of times.entries()) connection.send(leaveUs, message(name))
        const expected = times.map((leaveUs, name) => ({ leaveUs, name })).sort((a, b) => a.leaveUs - b.leaveUs)
        expect(read(connection, 1000).map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
      }),
    )
  })

  it('numbers frames from 0, gives no two the same time, and delivers none before another', () => {
    fc.assert(
      fc.property(leaveTimes, (times) => {
        const connection = new Connection('made-up', new Random(1, ''))
        for (const [name, leaveUs] of times.entries()) connection.send(leaveUs, message(name))
        const frames = read(connection, 1000)
        expect(frames.map(({ sequence }) => sequence)).toEqual(times.map((_, index) => index))
        expect(new Set(frames.map(({ timestamp }) => timestamp.slice(0, 26))).size).toBe(frames.length)
        const received = frames.map(({ receivedUs }) => receivedUs)
        expect(received).toEqual(received.toSorted((a, b) => a - b))
      }),
    )
  })

  it('keeps what does not leave yet', () => {
    const connection = new Connection('made-up', new Random(1, ''))
    connection.send(20, message(1))
    connection.send(10, message(0))
    expect(read(connection, 20).map(({ name }) => name)).toEqual([0])
    expect(read(connection, 21).map(({ name }) => name)).toEqual([1])
  })

  it('takes 15 to 40 ms', () => {
    const connection = new Connection('made-up', new Random(1, ''))
    const travels = Array.from({ length: 200 }, (_, index) => {
      connection.send(index * 1e6, message(index))
      return (read(connection, index * 1e6 + 1)[0]?.receivedUs ?? 0) - index * 1e6
    })
    expect(Math.min(...travels)).toBeGreaterThanOrEqual(15_000)
    expect(Math.max(...travels)).toBeLessThan(40_000)
    expect(Math.max(...travels) - Math.min(...travels)).toBeGreaterThan(20_000)
  })
})
