import type { JSX } from 'preact'
import { baseOf } from '../chart/readout.tsx'
import { bps, money } from '../format/number.ts'
import { age } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

const DISTANCES = [5, 10, 25, 50] as const

/** What rests within distances of mid, what one unit costs against mid, and the largest wall. */
export function Depth({ isLive }: { readonly isLive: boolean }): JSX.Element {
  const desk = useDesk()
  const book = desk.store.shown.book.value
  const bands = isLive ? (book?.bands ?? []) : []
  const most = Math.max(...bands.flatMap(({ askNotional, bidNotional }) => [askNotional, bidNotional]), 1)
  const cost = desk.store.shown.features.value?.features['impactBuyMidBps']
  const wall = isLive ? [...(book?.walls ?? [])].sort((a, b) => b.notional - a.notional)[0] : undefined
  const nowUs = desk.store.clockUs(desk.store.secondMs.value) ?? book?.timeUs ?? 0
  const why = book === undefined ? 'nothing told yet' : (book.reason ?? (isLive ? 'not told' : 'values are old'))
  return (
    <div class="depth">
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
      <div class="pane-head soft">
        <span>Buying 1 {baseOf(desk.product.value)}, from mid</span>
        <span class="key">
          {isLive && typeof cost?.value === 'number' ? bps(cost.value) : <Unknown why={isLive ? (cost?.reason ?? why) : why} />}
        </span>
      </div>
      <div class="pane-head soft">
        <span>Wall</span>
        {wall === undefined ? (
          isLive ? (
            <span class="dim">none within 50 bps</span>
          ) : (
            <Unknown why={why} />
          )
        ) : (
          <span>
            <span class={wall.side === 'bid' ? 'buy' : 'sell'}>
              {wall.side} {money(wall.notional)}
            </span>
            , {age(nowUs - wall.sinceUs)}
          </span>
        )}
      </div>
    </div>
  )
}
