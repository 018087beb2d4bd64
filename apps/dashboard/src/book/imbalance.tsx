import type { Book } from '@of/api'
import type { JSX } from 'preact'
import { fixed, signed } from '../format/number.ts'
import { baseOf } from '../chart/readout.tsx'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

const LEVELS = 10

/** How much more rests on one side than on the other, over the ten best levels: of the book that is shown, where it shows them. */
export function Imbalance({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const desk = useDesk()
  const book = desk.store.shown.book.value
  const reading = desk.store.shown.features.value?.features['imbalance10']
  const resting = restingOf(book)
  const value = isLive ? (resting?.imbalance ?? reading?.value) : undefined
  const known = value !== undefined && value !== null
  const why = notSynced(book) ?? reading?.reason ?? (isLive ? 'nothing told yet' : 'values are old')
  return (
    <div class="imbalance">
      <div class="pane-head">
        <span class="label">Imbalance, {LEVELS} levels, now</span>
        <span class="key" data-field="imbalance">
          {known ? signed(value, 3) : <Unknown why={why} />}
        </span>
      </div>
      <div class={known ? 'balance' : 'balance balance-unknown'} aria-hidden="true">
        {known && <i class="bid" style={{ width: `${50 * (1 + value)}%` }} />}
        {known && <i class="ask" style={{ width: `${50 * (1 - value)}%` }} />}
      </div>
      <div class="pane-head soft">
        <span>{known ? wordFor(value) : `n/a: ${why}`}</span>
        {known && resting !== undefined && (
          <span class="dim">
            {fixed(resting.bid, 2)} : {fixed(resting.ask, 2)} {baseOf(desk.product.value)}
          </span>
        )}
      </div>
    </div>
  )
}

/** `undefined` where the book is not to be believed, shows fewer levels, or several prices as one. */
function restingOf(book: Book | undefined): { readonly bid: number; readonly ask: number; readonly imbalance: number } | undefined {
  if (book?.state !== 'synced' || book.grouping !== 1 || book.bids.length < LEVELS || book.asks.length < LEVELS) return undefined
  const bid = sumOf(book.bids)
  const ask = sumOf(book.asks)
  return { bid, ask, imbalance: (bid - ask) / (bid + ask) }
}

function sumOf(levels: Book['bids']): number {
  return levels.slice(0, LEVELS).reduce((sum, { size }) => sum + size, 0)
}

function notSynced(book: Book | undefined): string | undefined {
  return book === undefined || book.state === 'synced' ? undefined : (book.reason ?? 'book not synced')
}

function wordFor(imbalance: number): string {
  if (Math.abs(imbalance) < 0.05) return 'balanced'
  return imbalance > 0 ? 'more bids' : 'more asks'
}
