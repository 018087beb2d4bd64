import { levelChanges } from '@of/core'
import { describe, expect, it } from 'vitest'
import { bookEventOf, bookFrame, envelopeFrame, MADE, MADE_US, SENT_US } from '../testing/made-up-frames.ts'
import type { BookEvent } from './level2.ts'
import { readFrame } from './read-frame.ts'

const level = { side: 'bid', event_time: MADE, price_level: '100.5', new_quantity: '2' }

function frameOfLevels(...updates: readonly object[]): string {
  return envelopeFrame(3, 'l2_data', [{ type: 'update', product_id: 'MADE-UP', updates }])
}

function eventOf(text: string): BookEvent | undefined {
  const frame = readFrame(text)
  return frame.kind === 'level2' ? frame.events[0] : undefined
}

describe('level2', () => {
  it('reads a snapshot in our words', () => {
    const text = bookFrame(7, 'snapshot', 'MADE-UP', [
      ['bid', '83277.25', '0.00715626'],
      ['offer', '83289.46', '0.7'],
    ])
    expect(readFrame(text)).toStrictEqual({
      kind: 'level2',
      sequence: 7,
      timeUs: SENT_US,
      unknownKeys: 0,
      events: [
        {
          type: 'snapshot',
          product: 'MADE-UP',
          timeUs: MADE_US,
          changes: levelChanges([
            { side: 'bid', price: 83_277.25, size: 0.00715626 },
            { side: 'ask', price: 83_289.46, size: 0.7 },
          ]),
        },
      ],
    })
  })

  it.each(['0', '0.0', '0.00000000'])('reads the size %s as a level taken away', (size) => {
    expect(eventOf(frameOfLevels({ ...level, new_quantity: size }))?.changes).toEqual(
      levelChanges([{ side: 'bid', price: 100.5, size: 0 }]),
    )
  })

  it('keeps every event of a frame', () => {
    const frame = readFrame(
      envelopeFrame(1, 'l2_data', [
        bookEventOf('snapshot', 'A-B', [['bid', '1', '1']]),
        bookEventOf('update', 'C-D', [['offer', '2', '0']]),
      ]),
    )
    expect(frame.kind === 'level2' && frame.events.map(({ type, product }) => [type, product])).toEqual([
      ['snapshot', 'A-B'],
      ['update', 'C-D'],
    ])
  })

  it('is dated by the latest of its levels', () => {
    const text = frameOfLevels(
      { ...level, event_time: '2026-03-01T12:00:00.000002Z' },
      { ...level, event_time: '2026-03-01T12:00:00.000003Z' },
      { ...level, event_time: '1970-01-01T00:00:00Z' },
      { ...level, event_time: '2026-03-01T12:00:00.000001Z' },
    )
    expect(eventOf(text)?.timeUs).toBe(1_772_366_400_000_003)
  })

  it('has no time when no level has', () => {
    const { event_time: _, ...timeless } = level
    expect(eventOf(frameOfLevels({ ...level, event_time: '0001-01-01T00:00:00.000000Z' }, timeless))).toMatchObject({
      timeUs: undefined,
      changes: { prices: Float64Array.of(100.5, 100.5), to: 2 },
    })
    expect(eventOf(frameOfLevels())).toEqual({ type: 'update', product: 'MADE-UP', timeUs: undefined, changes: levelChanges([]) })
  })

  it('passes over keys it does not know, and counts them', () => {
    const frame = readFrame(
      JSON.stringify({
        channel: 'l2_data',
        client_id: '',
        timestamp: MADE,
        sequence_num: 3,
        novel: 1,
        events: [
          {
            type: 'update',
            product_id: 'MADE-UP',
            novel: {},
            updates: [
              { ...level, orders: 3 },
              { ...level, orders: 4, more: 5 },
            ],
          },
        ],
      }),
    )
    expect(frame).toMatchObject({ kind: 'level2', unknownKeys: 5 })
  })

  it.each<[string, object]>([
    ['the side ask', { side: 'ask' }],
    ['the side BID', { side: 'BID' }],
    ['no side', { side: undefined }],
    ['a price of zero', { price_level: '0' }],
    ['a negative price', { price_level: '-1' }],
    ['a price with exponent', { price_level: '1e9' }],
    ['an empty price', { price_level: '' }],
    ['a price that is a number', { price_level: 100.5 }],
    ['a price beyond a double', { price_level: '9'.repeat(400) }],
    ['a negative size', { new_quantity: '-1' }],
    ['a size that is not a number', { new_quantity: '0.-10000' }],
    ['no size', { new_quantity: undefined }],
    ['a malformed time', { event_time: '2026-02-30T00:00:00Z' }],
    ['an empty time', { event_time: '' }],
    ['a time that is a number', { event_time: 5 }],
  ])('fails the frame on %s, however many levels are sound', (_name, damage) => {
    const frame = readFrame(frameOfLevels(level, { ...level, ...damage }, level))
    const [key] = Object.keys(damage)
    expect(frame).toMatchObject({ kind: 'unreadable', channel: 'l2_data', sequence: 3, touchesBooks: true, products: ['MADE-UP'] })
    expect(frame.kind === 'unreadable' && frame.issues).toEqual([expect.stringMatching(`^events\\.0\\.updates\\.1\\.${key}: `)])
  })

  it.each<[string, object]>([
    ['the type delta', { type: 'delta' }],
    ['no type', { type: undefined }],
    ['no updates', { updates: undefined }],
    ['updates that are no list', { updates: { 0: level } }],
    ['a level that is no object', { updates: [7] }],
  ])('fails the frame on %s', (_name, damage) => {
    const event = { type: 'update', product_id: 'MADE-UP', updates: [level], ...damage }
    expect(readFrame(envelopeFrame(3, 'l2_data', [event]))).toMatchObject({ kind: 'unreadable', sequence: 3, products: ['MADE-UP'] })
  })

  it('names no product when one of its events does not', () => {
    const sound = bookEventOf('update', 'MADE-UP', [])
    for (const lost of [{ ...sound, product_id: '' }, { ...sound, product_id: 7 }, { ...sound, product_id: undefined }, 'event']) {
      expect(readFrame(envelopeFrame(3, 'l2_data', [sound, lost]))).toMatchObject({ kind: 'unreadable', touchesBooks: true, products: [] })
    }
  })
})
