import type { Book } from '@of/api'
import type { JSX } from 'preact'
import { quantity, signed } from '../format/number.ts'
import { baseOf } from '../chart/readout.tsx'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

const LEVELS = 10

/** How much more rests on one side than on the other, over the ten best levels: of the book that is shown, where it shows them. */
export function Imbalance({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const { product, store } = useDesk()
  const book = store.shown.book.value
  const reading = store.shown.features.value?.features['imbalance10']
  const resting = restingOf(book)
  const value = isLive ? (resting?.imbalance ?? reading?.value ?? undefined) : undefined
  const why = whyUnknown(book, reading?.reason, isLive)
  return (
    <div class="imbalance">
      <div class="pane-head">
        <span class="label">Imbalance, {LEVELS} levels, now</span>
        <span class="key" data-field="imbalance">
          {value === undefined ? <Unknown why={why} /> : signed(value, 3)}
        </span>
      </div>
      <Balance value={value} />
      <div class="pane-head soft">
        <span class="line">{value === undefined ? `n/a: ${why}` : wordFor(value)}</span>
        {value !== undefined && resting !== undefined && (
          <span class="dim whole">
            {quantity(resting.bid)} : {quantity(resting.ask)} {baseOf(product.value)}
          </span>
        )}
      </div>
    </div>
  )
}

/** The shares of bids and asks as one bar. */
function Balance({ value }: { readonly value: number | undefined }): JSX.Element {
  if (value === undefined) return <div class="balance balance-unknown" aria-hidden="true" />
  return (
    <div class="balance" aria-hidden="true">
      <i class="bid" style={{ width: `${50 * (1 + value)}%` }} />
      <i class="ask" style={{ width: `${50 * (1 - value)}%` }} />
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

function whyUnknown(book: Book | undefined, reason: string | undefined, isLive: boolean): string {
  if (book === undefined) return 'nothing told yet'
  if (book.state !== 'synced') return book.reason ?? 'book not synced'
  return reason ?? (isLive ? 'nothing told yet' : 'values are old')
}

function wordFor(imbalance: number): string {
  if (Math.abs(imbalance) < 0.05) return 'balanced'
  return imbalance > 0 ? 'more bids' : 'more asks'
}
