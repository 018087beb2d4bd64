import type { Book } from '@of/api'
import type { JSX } from 'preact'
import { baseOf } from '../chart/readout.tsx'
import { bps, money } from '../format/number.ts'
import { age } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

const DISTANCES = [5, 10, 25, 50] as const

/** What rests within distances of mid, what one unit costs against mid, and the largest wall. */
export function Depth({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const { product, store } = useDesk()
  const book = store.shown.book.value
  const cost = isLive ? store.shown.features.value?.features['impactBuyMidBps'] : undefined
  const why = whyUnknown(book, isLive)
  return (
    <div class="depth">
      <Bands bands={isLive ? (book?.bands ?? []) : []} why={why} />
      <div class="pane-head soft">
        <span class="line">{product.value === undefined ? 'Buying 1, from mid' : `Buying 1 ${baseOf(product.value)}, from mid`}</span>
        <span class="key whole">{typeof cost?.value === 'number' ? bps(cost.value) : <Unknown why={cost?.reason ?? why} />}</span>
      </div>
      <div class="pane-head soft">
        <span>Wall</span>
        {isLive ? <LargestWall walls={book?.walls ?? []} /> : <Unknown why={why} />}
      </div>
    </div>
  )
}

function whyUnknown(book: Book | undefined, isLive: boolean): string {
  if (book === undefined) return 'nothing told yet'
  return book.reason ?? (isLive ? 'not told' : 'values are old')
}

function Bands({ bands, why }: { readonly bands: Book['bands']; readonly why: string }): JSX.Element {
  const most = Math.max(...bands.flatMap(({ askNotional, bidNotional }) => [askNotional, bidNotional]), 1)
  return (
    <table>
      <caption class="hidden">Depth by distance from mid</caption>
      <thead>
        <tr class="label">
          <th scope="col">Bids</th>
          <th scope="col">Depth, bps</th>
          <th scope="col">Asks</th>
        </tr>
      </thead>
      <tbody>
        {DISTANCES.map((distance) => {
          const band = bands.find((one) => one.bps === distance)
          return (
            <tr key={distance}>
              <td>
                {band === undefined ? <Unknown why={why} /> : money(band.bidNotional)}
                <i class="bar-buy" style={{ width: `${band === undefined ? 0 : (18 * band.bidNotional) / most}px` }} />
              </td>
              <td class="dim">{distance}</td>
              <td>
                <i class="bar-sell" style={{ width: `${band === undefined ? 0 : (18 * band.askNotional) / most}px` }} />
                {band === undefined ? <Unknown why={why} /> : money(band.askNotional)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function LargestWall({ walls }: { readonly walls: Book['walls'] }): JSX.Element {
  const { store } = useDesk()
  const wall = [...walls].sort((a, b) => b.notional - a.notional)[0]
  if (wall === undefined) return <span class="dim">none within 50 bps</span>
  const nowUs = store.clockUs(store.secondMs.value) ?? store.shown.book.value?.timeUs ?? 0
  return (
    <span>
      <span class={wall.side === 'bid' ? 'buy' : 'sell'}>
        {wall.side} {money(wall.notional)}
      </span>
      , {age(nowUs - wall.sinceUs)}
    </span>
  )
}
