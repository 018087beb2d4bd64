import type { JSX } from 'preact'
import { fixed, signed } from '../format/number.ts'
import { baseOf } from '../chart/readout.tsx'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

const LEVELS = 10

/** How much more rests on one side than on the other, over the ten best levels. */
export function Imbalance({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const desk = useDesk()
  const book = desk.store.shown.book.value
  const reading = desk.store.shown.features.value?.features['imbalance10']
  const value = isLive ? reading?.value : undefined
  const known = value !== undefined && value !== null
  const sumOf = (levels: readonly { readonly size: number }[] | undefined): number =>
    (levels ?? []).slice(0, LEVELS).reduce((sum, { size }) => sum + size, 0)
  const why =
    book !== undefined && book.state !== 'synced'
      ? (book.reason ?? 'book not synced')
      : (reading?.reason ?? (isLive ? 'nothing told yet' : 'values are old'))
  const isRaw = book?.grouping === 1
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
        <span>{known ? (Math.abs(value) < 0.05 ? 'balanced' : value > 0 ? 'more bids' : 'more asks') : `n/a: ${why}`}</span>
        {known && isRaw && (
          <span class="dim">
            {fixed(sumOf(book.bids), 2)} : {fixed(sumOf(book.asks), 2)} {baseOf(desk.product.value)}
          </span>
        )}
      </div>
    </div>
  )
}
