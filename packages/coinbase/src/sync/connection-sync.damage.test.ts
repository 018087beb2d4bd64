import { isDeepStrictEqual } from 'node:util'
import type { LevelChanges } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookFrame, heartbeatFrame, tradesFrame, type WireLevel } from '../testing/made-up-frames.ts'
import { commandsOf } from '../testing/recording-owner.ts'
import { readFrame } from '../wire/read-frame.ts'
import { bookState, onFrame, openedConnection } from './connection-sync.ts'

const PRODUCTS = ['A-B', 'C-D'] as const
type Book = ReadonlyMap<string, string>
type Books = ReadonlyMap<string, Book>

/** A frame as it was sent, and what all books were once it had been. */
interface Sent {
  readonly sequence: number
  readonly text: string
  readonly truth: Books
}

interface Step {
  readonly kind: 'snapshot' | 'update' | 'other'
  readonly product: string
  readonly levels: readonly WireLevel[]
}

// Few prices, so that levels are met again, changed and taken away.
const levels: fc.Arbitrary<WireLevel> = fc
  .tuple(fc.constantFrom('bid', 'offer'), fc.integer({ min: 1, max: 6 }), fc.nat(3))
  .map(([side, price, size]) => [side, String(price), String(size)])

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('update', 'update', 'update', 'other', 'snapshot'),
  product: fc.constantFrom(...PRODUCTS),
  levels: fc.array(levels, { maxLength: 4 }),
})

function changed(book: Book, changes: readonly (readonly [side: string, price: number | string, size: number | string])[]): Book {
  const next = new Map(book)
  for (const [side, price, size] of changes) {
    const key = `${side === 'bid' ? 'bid' : 'ask'} ${Number(price)}`
    if (Number(size) === 0) next.delete(key)
    else next.set(key, String(Number(size)))
  }
  return next
}

function rowsOf({ asks, prices, sizes, from, to }: LevelChanges): (readonly [side: string, price: number, size: number])[] {
  return Array.from({ length: to - from }, (_none, row) => [
    asks[from + row] === 1 ? 'ask' : 'bid',
    prices[from + row]!,
    sizes[from + row]!,
  ])
}

function levelsOf(book: Book): readonly WireLevel[] {
  return [...book].map(([key, size]) => {
    const [side = '', price = ''] = key.split(' ')
    return [side === 'bid' ? 'bid' : 'offer', price, size]
  })
}

function send(series: readonly Step[]): readonly Sent[] {
  let truth: Books = new Map()
  return series.map(({ kind, product, levels: sent }, sequence) => {
    if (kind === 'other') {
      const text = sent.length % 2 === 0 ? heartbeatFrame(sequence) : tradesFrame(sequence, 'update', product, [['7', '1', '1', 'BUY']])
      return { sequence, text, truth }
    }
    const before: Book = kind === 'snapshot' ? new Map() : (truth.get(product) ?? new Map())
    truth = new Map([...truth, [product, changed(before, sent)]])
    return { sequence, text: bookFrame(sequence, kind, product, sent), truth }
  })
}

/** What the venue sends: a snapshot of each book, then such steps. */
function sentAfterSnapshots(series: readonly Step[]): readonly Sent[] {
  return send([...PRODUCTS.map((product): Step => ({ kind: 'snapshot', product, levels: [['bid', '1', '1']] })), ...series])
}

const healthy: fc.Arbitrary<readonly Sent[]> = fc.array(steps, { minLength: 3, maxLength: 25 }).map(sentAfterSnapshots)

/** What following a connection with plain books comes to. */
interface Followed {
  readonly drops: number
  readonly states: readonly string[]
  /** Books that were synced and not true, or not synced and still there, after any frame. */
  readonly falsehoods: readonly string[]
}

function follow(received: readonly Sent[]): Followed {
  const sync = openedConnection()
  const books = new Map<string, Book>()
  const falsehoods: string[] = []
  let truth: Books = new Map()
  let newest = -1
  let drops = 0
  for (const sent of received) {
    const frame = readFrame(sent.text)
    for (const command of commandsOf((owner) => onFrame(sync, frame, owner))) {
      if (command.do === 'drop-book') {
        drops += 1
        books.delete(command.product)
      } else if (command.do !== 'count') {
        const { product, changes } = command.event
        const before = command.do === 'replace-book' ? new Map() : books.get(product)!
        books.set(product, changed(before, rowsOf(changes)))
      }
    }
    // A book is as of the newest number that could be read: of a frame without one nobody knows whether it comes before its turn.
    if ('sequence' in frame && frame.sequence !== undefined && sent.sequence > newest) {
      newest = sent.sequence
      truth = sent.truth
    }
    for (const product of PRODUCTS) {
      const expected = bookState(sync, product) === 'synced' ? truth.get(product) : undefined
      if (!isDeepStrictEqual(books.get(product), expected)) falsehoods.push(`${product} after frame ${sent.sequence}`)
    }
  }
  return { drops, states: PRODUCTS.map((product) => bookState(sync, product)), falsehoods }
}

type Damage = (frames: readonly Sent[], at: number) => readonly Sent[]

const DAMAGES: Readonly<Record<string, Damage>> = {
  drop: (frames, at) => frames.toSpliced(at, 1),
  repeat: (frames, at) => frames.toSpliced(at, 0, frames[at]!),
  'repeat later': (frames, at) => [...frames, frames[at]!],
  swap: (frames, at) => frames.toSpliced(at, 2, ...frames.slice(at, at + 2).toReversed()),
  truncate: (frames, at) => rewritten(frames, at, (text) => text.slice(0, -(1 + (at % 40)))),
  'mangle a side': (frames, at) => rewritten(frames, at, (text) => text.replace(/"(bid|offer)"/, '"ask"')),
  'mangle the channel': (frames, at) => rewritten(frames, at, (text) => text.replace('l2_data', 'l2_date')),
  'mangle the product key': (frames, at) => rewritten(frames, at, (text) => text.replace('product_id', 'product-id')),
  'mangle the number': (frames, at) => rewritten(frames, at, (text) => text.replace('"sequence_num":', '"sequence_num":-1')),
}

function rewritten(frames: readonly Sent[], at: number, rewrite: (text: string) => string): readonly Sent[] {
  return frames.with(at, { ...frames[at]!, text: rewrite(frames[at]!.text) })
}

describe('a connection followed by plain books', () => {
  it('holds the true books after every frame when nothing is damaged', () => {
    fc.assert(
      fc.property(healthy, (frames) => {
        expect(follow(frames)).toEqual({ drops: 0, states: ['synced', 'synced'], falsehoods: [] })
      }),
    )
  })

  it.each(Object.entries(DAMAGES))('never takes a false book for a true one: %s', (_name, damage) => {
    fc.assert(
      fc.property(healthy, fc.nat(), (frames, at) => {
        expect(follow(damage(frames, at % frames.length)).falsehoods).toEqual([])
      }),
    )
  })

  it('never takes a false book for a true one after many damages', () => {
    const damages = fc.array(fc.tuple(fc.constantFrom(...Object.values(DAMAGES)), fc.nat()), { maxLength: 6 })
    fc.assert(
      fc.property(healthy, damages, (frames, many) => {
        const damaged = many.reduce((before, [damage, at]) => damage(before, at % before.length), frames)
        expect(follow(damaged).falsehoods).toEqual([])
      }),
    )
  })

  it('is never synced between a lost frame and the next snapshot', () => {
    const frames = fc
      .array(steps, { minLength: 2, maxLength: 25 })
      .map((series) => sentAfterSnapshots(series.map((step) => (step.kind === 'snapshot' ? { ...step, kind: 'update' } : step))))
    fc.assert(
      fc.property(frames, fc.nat(), (sent, at) => {
        const lost = PRODUCTS.length + (at % (sent.length - PRODUCTS.length - 1))
        const received = sent.toSpliced(lost, 1)
        expect(follow(received)).toEqual({ drops: 2, states: ['resyncing', 'resyncing'], falsehoods: [] })

        const { truth } = sent.at(-1)!
        const healing = PRODUCTS.map((product, i): Sent => {
          const sequence = sent.length + i
          return { sequence, text: bookFrame(sequence, 'snapshot', product, levelsOf(truth.get(product)!)), truth }
        })
        expect(follow([...received, ...healing])).toEqual({ drops: 2, states: ['synced', 'synced'], falsehoods: [] })
      }),
    )
  })

  it('goes on alike from a checkpoint', () => {
    fc.assert(
      fc.property(healthy, fc.nat(), fc.nat(), (frames, at, cut) => {
        const received = frames.toSpliced(at % frames.length, 1)
        const sync = openedConnection()
        const head = cut % received.length
        const step = (state: typeof sync, text: string) => commandsOf((owner) => onFrame(state, readFrame(text), owner))
        for (const { text } of received.slice(0, head)) step(sync, text)
        const checkpoint = structuredClone(sync)
        for (const { text } of received.slice(head)) {
          expect(step(checkpoint, text)).toEqual(step(sync, text))
        }
        expect(checkpoint).toEqual(sync)
      }),
    )
  })
})
