import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Channel, type Told } from './channel.ts'
import { Message, Telling } from './message.ts'
import { type Followed, Reader, type Wire } from './reader.ts'

/** A wire whose other end takes as much as it is told to. */
class SlowWire implements Wire {
  readonly sent: Record<string, unknown>[] = []
  closedFor: string | undefined
  #waiting: number[] = []

  get waitingBytes(): number {
    return this.#waiting.reduce((sum, bytes) => sum + bytes, 0)
  }

  send({ text }: Message): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
    this.#waiting.push(text.length)
  }

  take(messages: number): void {
    this.#waiting.splice(0, messages)
  }

  close(reason: string): void {
    this.closedFor = reason
  }
}

/** A counter as a topic: its whole is its value, what is new are the values since. */
function counter() {
  const state = { value: 0, told: 0 }
  const since = (): number[] => {
    const values = Array.from({ length: state.value - state.told }, (_, i) => state.told + i + 1)
    state.told = state.value
    return values
  }
  const reader = {
    everyMs: 1,
    isLatest: false,
    whole: () => {
      since()
      return { upTo: state.value }
    },
    fresh: () => (state.value === state.told ? undefined : since()),
  }
  return { state, reader }
}

const PATIENCE = { slowBytes: 600, slowMs: 100 }

function followed(channel: Channel): Followed {
  return { id: 'c', topic: 'tape', product: undefined, channel, seq: -1, lags: false }
}

/** What the messages of a subscription come to: what a client knows in the end, if no number is missing. */
function knownFrom(sent: readonly Record<string, unknown>[]): number | undefined {
  let known: number | undefined
  let seq: number | undefined
  for (const message of sent) {
    if (message['kind'] === 'snapshot') known = (message['data'] as { upTo: number }).upTo
    else if (message['kind'] === 'update') {
      expect(message['seq']).toBe(seq! + 1)
      for (const value of message['data'] as number[]) expect(value).toBe((known = known! + 1))
    } else continue
    seq = message['seq'] as number
  }
  return known
}

const none = (): never => {
  throw new Error('nothing is followed')
}

describe('reader', () => {
  it('knows in the end what there is to know, however slow it is, and no number is missing between', () => {
    const moves = fc.array(
      fc.oneof(fc.record({ counts: fc.integer({ min: 1, max: 5 }) }), fc.record({ takes: fc.integer({ min: 1, max: 8 }) })),
      { maxLength: 120 },
    )
    fc.assert(
      fc.property(moves, (series) => {
        const { reader: topic, state } = counter()
        const channel = new Channel(topic, 0, 0)
        const wire = new SlowWire()
        const reader = new Reader(wire, { ...PATIENCE, slowMs: Infinity })
        const one = followed(channel)
        reader.followed.set('c', one)
        const tell = (update: Told): void => reader.update(one, new Telling('update', update))
        reader.snapshot(one, channel.whole(tell))
        let nowMs = 0
        for (const move of [...series, { takes: 1_000 }, { counts: 1 }, { takes: 1_000 }]) {
          nowMs += 10
          if ('counts' in move) state.value += move.counts
          else wire.take(move.takes)
          channel.tick(nowMs, tell)
          reader.tick(nowMs, () => channel.whole(tell))
        }
        expect(knownFrom(wire.sent)).toBe(state.value)
      }),
    )
  })

  it('is told how many updates it missed once it has caught up', () => {
    const { reader: topic, state } = counter()
    const channel = new Channel(topic, 10, 0)
    const wire = new SlowWire()
    const reader = new Reader(wire, PATIENCE)
    const one = followed(channel)
    reader.followed.set('c', one)
    const tell = (update: Told): void => reader.update(one, new Telling('update', update))
    reader.snapshot(one, channel.whole(tell))
    for (let at = 1; at <= 50; at++) {
      state.value += 1
      channel.tick(10 * at, tell)
    }
    const sent = wire.sent.length
    expect(wire.waitingBytes).toBeLessThan(2 * PATIENCE.slowBytes)
    expect(reader.conflations).toBe(1)
    wire.take(1_000)
    expect(reader.tick(600, () => channel.whole(tell))).toBe(false)
    expect(wire.sent.slice(sent)).toEqual([
      { kind: 'conflated', id: 'c', skipped: 60 - (sent + 9) },
      { kind: 'snapshot', id: 'c', topic: 'tape', seq: 60, data: { upTo: 50 } },
    ])
  })

  it('is given up when it is slow for too long, or when far too much waits', () => {
    const wire = new SlowWire()
    const reader = new Reader(wire, PATIENCE)
    wire.send(new Message(JSON.stringify('x'.repeat(700))))
    expect(reader.tick(0, none)).toBe(false)
    expect(reader.tick(100, none)).toBe(false)
    expect(reader.tick(101, none)).toBe(true)
    wire.take(1)
    expect(reader.tick(102, none)).toBe(false)
    wire.send(new Message(JSON.stringify('x'.repeat(10_000))))
    expect(reader.tick(103, none)).toBe(true)
  })
})

describe('channel', () => {
  it('tells again what came after a number, as long as it is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (updates, seen) => {
        const { reader: topic, state } = counter()
        const channel = new Channel(topic, 0, 0)
        const all: Told[] = []
        for (let at = 1; at <= updates; at++) {
          state.value += 1
          channel.tick(at, (update) => all.push(update))
        }
        const after = channel.after(seen)
        if (seen > updates || seen < updates - 200) expect(after).toBeUndefined()
        else expect(after).toEqual(all.slice(seen))
      }),
    )
  })

  it('tells everybody of what comes to light when the whole is asked for', () => {
    const { reader: topic, state } = counter()
    const channel = new Channel(topic, 0, 0)
    const told: Told[] = []
    channel.whole((update) => told.push(update))
    state.value = 2
    channel.tick(1, (update) => told.push(update))
    state.value = 3
    expect(channel.whole((update) => told.push(update))).toEqual({ seq: 2, json: '{"upTo":3}' })
    expect(told).toEqual([
      { seq: 1, json: '[1,2]' },
      { seq: 2, json: '[3]' },
    ])
  })

  it('holds no more than a million characters for those who come back', () => {
    let value = 0
    const channel = new Channel({ everyMs: 1, isLatest: true, whole: () => '', fresh: () => `${(value += 1)}${'x'.repeat(300_000)}` }, 0, 0)
    for (let at = 1; at <= 20; at++) channel.tick(at, () => undefined)
    expect(channel.after(16)).toBeUndefined()
    expect(channel.after(17)).toHaveLength(3)
  })
})
