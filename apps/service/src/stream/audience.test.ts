import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Audience } from './audience.ts'
import { Channel } from './channel.ts'
import type { Message } from './message.ts'
import { type Followed, Reader } from './reader.ts'
import { Turns } from './turns.ts'

/** An audience of a counter, in which telling one reader takes a millisecond of a slice of four. */
const world = () => {
  let ms = 0
  let value = 0
  let told = 0
  const topic = {
    everyMs: 1,
    isLatest: false,
    whole: () => ((told = value), { upTo: value }),
    fresh: () => (value === told ? undefined : { from: told, upTo: (told = value) }),
  }
  const audience = new Audience(new Channel(topic, 0, 0), new Turns(() => ms))
  const join = () => {
    const sent: { readonly seq: number; readonly data: { readonly from?: number; readonly upTo: number } }[] = []
    const send = ({ text }: Message): void => {
      ms += 1
      sent.push(JSON.parse(text) as (typeof sent)[number])
    }
    const reader = new Reader({ waitingBytes: 0, send, close: () => undefined }, { slowBytes: 1, slowMs: 1 })
    const followed: Followed = { id: 'c', topic: 'tape', product: undefined, channel: audience.channel, seq: -1, lags: false }
    const whole = audience.whole()
    audience.enter(followed, reader)
    reader.followed.set('c', followed)
    reader.snapshot(followed, whole)
    /** Leaves, and tells what is not to become more. */
    const leave = () => {
      audience.leave(followed)
      return { sent, before: sent.length }
    }
    return { sent, leave }
  }
  let tickMs = 0
  return {
    audience,
    join,
    count: () => (value += 1),
    tick: () => audience.tick((tickMs += 10), () => expect.fail('over')),
    value: () => value,
  }
}

describe('Audience', () => {
  it('tells everybody everything in order, though it takes many turns and others come and go meanwhile', async () => {
    const moves = fc.array(fc.constantFrom('join', 'leave', 'count', 'tick', 'turn'), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(moves, async (series) => {
        const { audience, count, join, tick, value } = world()
        const readers = Array.from({ length: 9 }, join)
        const gone: { readonly sent: readonly unknown[]; readonly before: number }[] = []
        for (const move of series) {
          if (move === 'join') readers.push(join())
          else if (move === 'leave') for (const reader of readers.splice(-1)) gone.push(reader.leave())
          else if (move === 'count') count()
          else if (move === 'tick') tick()
          else await turn()
        }
        for (let i = 0; i < 2; i += 1) {
          tick()
          for (let at = 0; at < 40; at += 1) await turn()
        }
        for (const { sent } of readers) {
          let known = sent[0]!.data.upTo
          for (const [at, { data, seq }] of sent.entries()) {
            if (at === 0) continue
            expect([seq, data.from]).toEqual([sent[at - 1]!.seq + 1, known])
            known = data.upTo
          }
          expect(known).toBe(value())
          expect(sent.at(-1)!.seq).toBe(audience.channel.seq)
        }
        for (const { before, sent } of gone) expect(sent).toHaveLength(before)
      }),
      { numRuns: 25 },
    )
  })

  it('tells nobody who has left meanwhile', async () => {
    const { count, join, tick } = world()
    const readers = Array.from({ length: 10 }, join)
    count()
    tick()
    await turn()
    const { before, sent } = readers.at(-1)!.leave()
    for (let at = 0; at < 10; at += 1) await turn()
    expect(readers.map((reader) => reader.sent.length)).toEqual([...Array.from({ length: 9 }, () => 2), 1])
    expect(sent).toHaveLength(before)
  })

  it('lets the event loop turn between readers, and looks for nothing new before all have been told', async () => {
    const { count, join, tick } = world()
    const readers = Array.from({ length: 10 }, join)
    const told = () => readers.filter(({ sent }) => sent.length > 1).length
    count()
    tick()
    const seen: number[] = []
    while (told() < 10) {
      await turn()
      count()
      tick()
      seen.push(told())
    }
    expect(seen[0]).toBe(4)
    expect(seen.length).toBeGreaterThan(1)
    expect(new Set(readers.map(({ sent }) => sent.length))).toEqual(new Set([2]))
  })
})
