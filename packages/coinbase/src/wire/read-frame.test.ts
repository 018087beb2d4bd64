import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bookEventOf,
  bookFrame,
  EVERY_FRAME,
  envelopeFrame,
  heartbeatFrame,
  MADE,
  MADE_US,
  SENT,
  SENT_US,
} from '../testing/made-up-frames.ts'
import type { Frame } from './frame.ts'
import type { BookEvent } from './level2.ts'
import { readFrame } from './read-frame.ts'

const KINDS: readonly Frame['kind'][] = [
  'level2',
  'level2',
  'level2',
  'trades',
  'ticker',
  'ticker-batch',
  'candles',
  'status',
  'heartbeats',
  'subscriptions',
  'user',
  'futures-balance-summary',
  'error',
  'unknown-channel',
]

const texts = fc.constantFrom(...Object.values(EVERY_FRAME))

/** Deletes, doubles or replaces a stretch of a text. */
const mangled = fc
  .tuple(texts, fc.nat(), fc.nat(40), fc.constantFrom('delete', 'double', 'replace'), fc.string())
  .map(([text, at, length, how, other]) => {
    const start = at % text.length
    const stretch = text.slice(start, start + length)
    const instead = how === 'delete' ? '' : how === 'double' ? stretch + stretch : other
    return text.slice(0, start) + instead + text.slice(start + length)
  })

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, 0.5, '', '-1', '1e9', 'NaN', [], {}, [[]], SENT, 'l2_data', '9'.repeat(400), '__proto__'),
  fc.jsonValue(),
)

/** Puts a strange value in the place of one value of a frame. */
const swapped = fc.tuple(texts, fc.nat(), odd).map(([text, at, value]) => {
  const raw: unknown = JSON.parse(text)
  const places: [object, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key])
      walk(child)
    }
  }
  walk(raw)
  const [node, key] = places[at % places.length]!
  Object.assign(node, { [key]: value })
  return JSON.stringify(raw)
})

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
const isAbove0 = (value: number): boolean => Number.isFinite(value) && value > 0

function isSoundBook({ changes: { prices, sizes } }: BookEvent): boolean {
  return prices.every(isAbove0) && sizes.every((size) => size === 0 || isAbove0(size))
}

/** Whether all that a frame says is possible, whatever was made of its text. */
function isSound(frame: Frame): boolean {
  switch (frame.kind) {
    case 'error':
      return typeof frame.message === 'string'
    case 'unreadable':
      return (
        frame.issues.length >= 1 &&
        frame.issues.length <= 5 &&
        frame.issues.every((issue) => issue !== '' && issue.length <= 160) &&
        !frame.products.includes('') &&
        isWhole(frame.sequence ?? 0)
      )
    case 'level2':
      return isWhole(frame.sequence) && frame.events.every(isSoundBook)
    case 'trades': {
      const trades = frame.events.flatMap((event) => event.trades)
      return trades.every(({ id, timeUs, price, size }) => isWhole(id) && isWhole(timeUs) && isAbove0(price) && isAbove0(size))
    }
    default:
      return isWhole(frame.sequence ?? 0) && isWhole(frame.timeUs ?? 0) && isWhole(frame.unknownKeys)
  }
}

describe('readFrame(text)', () => {
  it.each(Object.entries(EVERY_FRAME).map(([name, text], i) => [name, text, KINDS[i]] as const))('reads %s', (_name, text, kind) => {
    const { sequence_num: sequence } = JSON.parse(text)
    expect(readFrame(text)).toMatchObject(sequence === undefined ? { kind } : { kind, sequence, unknownKeys: 0 })
  })

  it('dates a frame by its envelope, cut to the microsecond', () => {
    expect(readFrame(heartbeatFrame(1))).toMatchObject({ timeUs: SENT_US })
  })

  it('reads an error, which has no number', () => {
    expect(readFrame(EVERY_FRAME['an error']!)).toEqual({ kind: 'error', message: 'authentication failure' })
    expect(readFrame('{"type":"error"}')).toMatchObject({ kind: 'unreadable', channel: undefined, sequence: undefined })
  })

  it('passes over a channel it does not know, its number and time kept', () => {
    const text = JSON.stringify({ channel: 'weather', timestamp: MADE, sequence_num: 9, events: [], extra: 1 })
    expect(readFrame(text)).toEqual({ kind: 'unknown-channel', channel: 'weather', sequence: 9, timeUs: MADE_US, unknownKeys: 1 })
    expect(readFrame('{"channel":"weather","sequence_num":9}')).toMatchObject({ kind: 'unknown-channel', sequence: 9, timeUs: undefined })
  })

  it('passes over a type of message it does not know', () => {
    expect(readFrame('{"type":"notice","message":"tea time"}')).toMatchObject({
      kind: 'unknown-channel',
      channel: 'notice',
      sequence: undefined,
    })
  })

  it('does not pass over level changes under another name', () => {
    const text = envelopeFrame(4, 'l2_date', [bookEventOf('update', 'MADE-UP', [['bid', '1', '1']])])
    expect(readFrame(text)).toMatchObject({
      kind: 'unreadable',
      channel: 'l2_date',
      sequence: 4,
      touchesBooks: true,
      products: ['MADE-UP'],
    })
  })

  it.each<[string, string, object]>([
    ['nothing', '', {}],
    ['half a frame', bookFrame(1, 'update', 'MADE-UP', []).slice(0, -5), {}],
    ['two frames', heartbeatFrame(1) + heartbeatFrame(2), {}],
    ['a number', '7', {}],
    ['null', 'null', {}],
    ['a list', '[{"channel":"heartbeats"}]', {}],
    ['an object of nothing', '{}', {}],
    ['no channel', '{"timestamp":"2026-03-01T12:00:00Z","sequence_num":5,"events":[]}', { sequence: 5 }],
    ['a channel that is no text', '{"channel":7,"sequence_num":5,"events":[]}', { sequence: 5 }],
    ['a type in place of the channel', '{"type":"l2_data","sequence_num":5,"events":[]}', { sequence: 5 }],
    ['a type with a number', '{"type":"notice","sequence_num":5}', { sequence: 5 }],
    ['a type with events', '{"type":"notice","events":[]}', {}],
    ['an unknown channel without number', '{"channel":"weather"}', { channel: 'weather' }],
    ['nesting without end', '['.repeat(100_000), {}],
    ['nesting beyond sense', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, {}],
  ])('finds %s unreadable', (_name, text, expected) => {
    const unread = { kind: 'unreadable', channel: undefined, sequence: undefined, touchesBooks: true, products: [] }
    expect(readFrame(text)).toMatchObject({ ...unread, ...expected })
  })

  it.each<[string, object, object]>([
    ['no number', { sequence_num: undefined }, { sequence: undefined }],
    ['a number as text', { sequence_num: '8' }, { sequence: undefined }],
    ['a negative number', { sequence_num: -1 }, { sequence: undefined }],
    ['a broken number', { sequence_num: 1.5 }, { sequence: undefined }],
    ['a number beyond a double', { sequence_num: 2 ** 53 }, { sequence: undefined }],
    ['no time', { timestamp: undefined }, { sequence: 8 }],
    ['a malformed time', { timestamp: '2026-03-01' }, { sequence: 8 }],
    ['a time before the venue', { timestamp: '1970-01-01T00:00:00Z' }, { sequence: 8 }],
    ['no events', { events: undefined }, { sequence: 8 }],
    ['events that are no list', { events: {} }, { sequence: 8 }],
  ])('fails any channel on %s', (_name, damage, expected) => {
    for (const [name, text] of Object.entries(EVERY_FRAME)) {
      if (name === 'an error' || name === 'a channel of tomorrow') continue
      const raw: object = { ...JSON.parse(text), sequence_num: 8, ...damage }
      const { channel } = JSON.parse(text)
      expect(readFrame(JSON.stringify(raw))).toMatchObject({
        kind: 'unreadable',
        channel,
        touchesBooks: channel === 'l2_data',
        ...expected,
      })
    }
  })

  it('says at most five things, each in short', () => {
    const wrong = Array.from({ length: 50 }, () => ['up', '', 'x'.repeat(5_000)] as const)
    const frame = readFrame(bookFrame(1, 'update', 'MADE-UP', wrong))
    expect(frame.kind === 'unreadable' && frame.issues).toHaveLength(5)
    const long = readFrame(envelopeFrame(1, 'subscriptions', [{ subscriptions: { ['k'.repeat(5_000)]: 7 } }]))
    expect(long.kind === 'unreadable' && long.issues[0]!.length).toBe(160)
  })

  it('reads any mangled frame without a throw, to something sound', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        expect(isSound(readFrame(text))).toBe(true)
      }),
    )
  })

  it('reads a frame with any value swapped without a throw, to something sound', () => {
    fc.assert(
      fc.property(swapped, (text) => {
        expect(isSound(readFrame(text))).toBe(true)
      }),
    )
  })

  it('reads any text and any JSON without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 2 })), (text) => {
        expect(isSound(readFrame(text))).toBe(true)
      }),
    )
  })

  it('leaves all prototypes as they were', () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'
    for (const text of Object.values(EVERY_FRAME)) {
      const frame = readFrame(evil + text.slice(1).replaceAll('{"', `${evil}"`))
      expect(isSound(frame)).toBe(true)
      expect(Object.getPrototypeOf(frame)).toBe(Object.prototype)
    }
    expect('polluted' in {}).toBe(false)
  })

  it('takes a product of any name for a name', () => {
    expect(readFrame(bookFrame(1, 'snapshot', '__proto__', []))).toMatchObject({ kind: 'level2', events: [{ product: '__proto__' }] })
  })
})
