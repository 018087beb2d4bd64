import type { Book } from '@of/api'
import type { JSX } from 'preact'
import { baseOf } from '../chart/readout.tsx'
import { atLeast, bps, decimalsOf, fixed, money } from '../format/number.ts'
import { clock } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { type LadderRow, ladderRows, midOf, sharedPrefix, spreadOf } from './ladder-rows.ts'

/** Decimals of sizes, the same in the whole column. */
const SIZE_DECIMALS = 4

/** The nearest levels of both sides about the middle: price, size, and what it comes to from the touch. */
export function Ladder({ isLive, rows }: { readonly rows: number; readonly isLive: boolean }): JSX.Element {
  const desk = useDesk()
  const book = desk.store.shown.book.value
  const decimals = decimalsOf(book?.tick?.size ?? 0.01)
  const { asks, bids } = book === undefined ? { asks: [], bids: [] } : ladderRows(book, rows)
  const shared = sharedPrefix([...asks, ...bids].map(({ price }) => fixed(price, decimals)))
  const padded = <Item,>(all: readonly Item[]): (Item | undefined)[] => Array.from({ length: rows }, (_, i) => all[i])
  const fill = (side: 'ask' | 'bid', levels: readonly LadderRow[]): JSX.Element[] =>
    (side === 'ask' ? padded([...levels].reverse()).reverse() : padded(levels)).map((row, i) => (
      <Row key={i} row={row} side={side} shared={shared} decimals={decimals} />
    ))
  return (
    <table class={isLive || book === undefined ? 'ladder' : 'ladder stale'}>
      <caption class="hidden">Best levels of the book</caption>
      <thead>
        <tr class="label">
          <th scope="col">Price</th>
          <th scope="col">{desk.product.value === undefined ? 'Size' : baseOf(desk.product.value)}</th>
          <th scope="col">Σ</th>
        </tr>
      </thead>
      <tbody>{fill('ask', asks)}</tbody>
      <tbody>
        <Middle isLive={isLive} decimals={decimals} />
      </tbody>
      <tbody>{fill('bid', bids)}</tbody>
    </table>
  )
}

interface RowProps {
  readonly row: LadderRow | undefined
  readonly side: 'ask' | 'bid'
  readonly shared: string
  readonly decimals: number
}

function Row({ decimals, row, shared, side }: RowProps): JSX.Element {
  if (row === undefined) {
    return (
      <tr aria-hidden="true">
        <td colSpan={3} />
      </tr>
    )
  }
  const price = fixed(row.price, decimals)
  return (
    <tr class={`${side} ${row.isWall ? 'wall' : ''}`} style={{ '--length': `${(row.length * 100).toFixed(1)}%` }}>
      <td class={side === 'ask' ? 'sell' : 'buy'}>
        <span class="dim">{shared}</span>
        {price.slice(shared.length)}
      </td>
      <td title={String(row.size)}>{atLeast(row.size, SIZE_DECIMALS)}</td>
      <td class="dim" title={`${fixed(row.total, 2)} from the touch`}>
        {money(row.total)}
      </td>
    </tr>
  )
}

/** Mid with one decimal more than prices have, and the spread in ticks and basis points; what the book is instead, where it is not of now. */
function Middle({ decimals, isLive }: { readonly isLive: boolean; readonly decimals: number }): JSX.Element {
  const book = useDesk().store.shown.book.value
  if (book !== undefined && !isLive) return <PastMiddle book={book} />
  const mid = book === undefined ? undefined : midOf(book)
  const spread = book === undefined ? undefined : spreadOf(book)
  return (
    <tr class="middle">
      <td data-field="mid">{mid === undefined ? '–' : fixed(mid, decimals + 1)}</td>
      <td colSpan={2} class="soft">
        {spread?.ticks !== undefined && <span class="ticks">{spread.ticks === 1 ? '1 tick' : `${fixed(spread.ticks, 0)} ticks`} · </span>}
        {spread !== undefined && bps(spread.bps)}
      </td>
    </tr>
  )
}

function PastMiddle({ book }: { readonly book: Book }): JSX.Element {
  const { store, view } = useDesk()
  return (
    <tr class="middle">
      <td class="crit">{book.state === 'synced' ? 'not of now' : book.state === 'empty' ? 'no book yet' : 'not synced'}</td>
      <td colSpan={2} class="soft">
        as of {clock(store.freshness.value.asOfUs ?? book.timeUs, view.value.zone)}
      </td>
    </tr>
  )
}
