import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DepthStep, DepthSync } from './depth-sync.ts'
import type { BinanceLevels, BinanceMessage } from './messages.ts'

type Depth = Extract<BinanceMessage, { readonly kind: 'depth' }>
type Snapshot = Extract<BinanceMessage, { readonly kind: 'snapshot' }>
type Book = ReadonlyMap<number, number>

interface Step {
  readonly updates: number
  readonly bids: BinanceLevels
  readonly fate: 'told' | 'lost' | 'asked'
  /** After how many steps the snapshot that was asked for comes. */
  readonly wait: number
}

// Few prices, so that levels are met again; one side is enough.
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    updates: fc.integer({ min: 1, max: 3 }),
    bids: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 })), { maxLength: 3 }),
    fate: fc.constantFrom('told', 'told', 'told', 'lost', 'asked'),
    wait: fc.nat(3),
  }),
  { maxLength: 25 },
)

/** What came, in order, and what the book was after each number that a message ended with. */
function lived(
  series: readonly Step[],
  isFutures: boolean,
): { readonly came: readonly (Depth | Snapshot)[]; readonly truth: ReadonlyMap<number, Book> } {
  const came: (Depth | Snapshot)[] = []
  const truth = new Map<number, Book>([[0, new Map()]])
  const waiting: { readonly at: number; readonly snapshot: Snapshot }[] = []
  let lastId = 0
  let book: Book = new Map()
  series.forEach(({ bids, fate, updates, wait }, step) => {
    const firstId = lastId + 1
    const previousId = isFutures ? lastId : undefined
    lastId += updates
    book = applied(book, bids)
    truth.set(lastId, book)
    // Futures begin a message anywhere behind the one before it.
    const told = {
      kind: 'depth',
      product: 'X',
      sentUs: 0,
      firstId: isFutures ? lastId : firstId,
      lastId,
      previousId,
      every: undefined,
      bids,
      asks: [],
    } as const
    if (fate !== 'lost') came.push(told)
    if (fate === 'asked') waiting.push({ at: step + wait, snapshot: { kind: 'snapshot', product: 'X', lastId, bids: [...book], asks: [] } })
    came.push(...waiting.filter(({ at }) => at === step).map((waited) => waited.snapshot))
  })
  return { came, truth }
}

function applied(book: Book, levels: BinanceLevels): Book {
  const next = new Map(book)
  for (const [price, size] of levels) {
    if (size === 0) next.delete(price)
    else next.set(price, size)
  }
  return next
}

const snapshot = (lastId: number): Snapshot => ({ kind: 'snapshot', product: 'X', lastId, bids: [], asks: [] })

describe('DepthSync', () => {
  it.each([['spot'], ['futures']])(
    'has the true book or none on the %s market, whatever is lost and whenever a snapshot comes',
    (market) => {
      let books = 0
      fc.assert(
        fc.property(steps, (series) => {
          const { came, truth } = lived(series, market === 'futures')
          const sync = new DepthSync()
          let book: Book | undefined
          let id = -1
          const told: Depth[] = []
          for (const message of came) {
            const step: DepthStep = message.kind === 'depth' ? sync.onChanges(message) : sync.onSnapshot(message)
            if (message.kind === 'depth') told.push(message)
            if (step.do === 'lose') book = undefined
            else if (step.do === 'change' && book !== undefined) {
              book = applied(book, step.changes.bids)
              id = step.changes.lastId
            } else if (step.do === 'replace') {
              book = step.changes.reduce((before, { bids }) => applied(before, bids), applied(new Map(), step.snapshot.bids))
              id = step.changes.at(-1)?.lastId ?? step.snapshot.lastId
            }
            if (book === undefined) continue
            books += 1
            expect(book).toEqual(truth.get(id))
            // A book is that of the newest message; or of a snapshot that is newer.
            expect(id).toBeGreaterThanOrEqual(told.at(-1)?.lastId ?? 0)
          }
        }),
        { numRuns: 400 },
      )
      expect(books).toBeGreaterThan(100)
    },
  )

  it('keeps a snapshot when an older one is answered after it', () => {
    const sync = new DepthSync()
    expect(sync.onSnapshot(snapshot(9)).do).toBe('replace')
    expect(sync.onSnapshot(snapshot(8)).do).toBe('nothing')
  })
})
