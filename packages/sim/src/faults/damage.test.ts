import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import { Venue } from '../venue/venue.ts'
import { corrupted, oversized, renumbered, truncated } from './damage.ts'

const startUs = 1_790_000_000_000_000
const frames = framesOf(['level2', 'market_trades', 'ticker', 'candles', 'heartbeats'])
const plain = /^\d+(\.\d+)?$/
const entryRules: Record<string, Record<string, (value: unknown) => boolean>> = {
  l2_data: { side: oneOf('bid', 'offer'), price_level: isPlain, new_quantity: isPlain },
  market_trades: { side: oneOf('BUY', 'SELL'), price: isPlain, size: isPlain, trade_id: isPlain },
}

function framesOf(channels: readonly string[]): { text: string; channel: string }[] {
  const seen: { text: string; channel: string }[] = []
  const venue = new Venue({ seed: 7, startUs, limits: false })
  const client = venue.connect('a', { onFrame: (text, { channel }) => seen.push({ text, channel }), onClose: () => {} })
  for (const channel of channels) client.receive(JSON.stringify({ type: 'subscribe', channel, product_ids: ['BTC-USD'] }))
  venue.advance(startUs + 6_000_000)
  return seen.filter(({ text }) => text.length < 20_000)
}

function oneOf(...values: string[]): (value: unknown) => boolean {
  return (value) => values.some((one) => one === value)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && plain.test(value)
}

/** Whether a reader that knows the documents takes the frame. */
function isTaken(text: string, channel: string): boolean {
  let frame: { sequence_num?: unknown; events?: Record<string, unknown>[] }
  try {
    frame = JSON.parse(text)
  } catch {
    return false
  }
  if (typeof frame.sequence_num !== 'number' || !Array.isArray(frame.events)) return false
  const rules = entryRules[channel]
  if (rules === undefined) return true
  return frame.events.every((event) => {
    const list = event['updates'] ?? event['trades']
    if (!oneOf('snapshot', 'update')(event['type']) || !Array.isArray(list)) return false
    return list.every((entry) => Object.entries(rules).every(([key, isValid]) => isValid(entry[key])))
  })
}

const frame = fc.constantFrom(...frames)
const random = fc.nat().map((seed) => new Random(seed, 'damage'))

describe('corrupted(text, channel, random)', () => {
  it('is never taken by a strict reader, who takes every frame as it was', () => {
    expect(frames.length).toBeGreaterThan(100)
    for (const { text, channel } of frames) expect(isTaken(text, channel)).toBe(true)
    fc.assert(
      fc.property(frame, random, ({ text, channel }, draws) => {
        expect(isTaken(corrupted(text, channel, draws), channel)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('is JSON some of the time, wrong only in a value or a key', () => {
    const { text, channel } = frames.find((one) => one.channel === 'market_trades')!
    const damaged = Array.from({ length: 200 }, (_, seed) => corrupted(text, channel, new Random(seed, 'damage')))
    const readable = damaged.filter((one) => {
      try {
        return typeof JSON.parse(one) === 'object'
      } catch {
        return false
      }
    })
    expect(readable.length).toBeGreaterThan(40)
    expect(readable.length).toBeLessThan(160)
  })
})

describe('truncated(text, random)', () => {
  it('is a beginning of the frame, and no JSON', () => {
    fc.assert(
      fc.property(frame, random, ({ text }, draws) => {
        const cut = truncated(text, draws)
        expect(text.startsWith(cut)).toBe(true)
        expect(cut.length).toBeGreaterThan(0)
        expect(() => JSON.parse(cut)).toThrow(SyntaxError)
      }),
    )
  })
})

describe('renumbered(text, offset), oversized(text, bytes)', () => {
  it('change the number, or the length, and nothing else', () => {
    const { text } = frames[0]!
    const original = JSON.parse(text)
    expect(JSON.parse(renumbered(text, 12))).toStrictEqual({ ...original, sequence_num: original.sequence_num + 12 })
    const { filler, ...rest } = JSON.parse(oversized(text, 5000))
    expect(rest).toStrictEqual(original)
    expect(filler).toHaveLength(5000)
  })
})
