import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { baseOf } from '../chart/readout.tsx'
import { decimalsOf, fixed, money, size } from '../format/number.ts'
import { clock, zoneName } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Mark } from '../shell/marks.tsx'

/** Rows that are drawn: more than the tallest screen shows. */
const ROWS = 40

/** One row for each order of a taker, newest first. */
export function TapeTable(): JSX.Element {
  const desk = useDesk()
  const { shown } = desk.store
  const { zone } = desk.view.value
  const decimals = decimalsOf(desk.tick.value)
  const orders = (shown.tape.value?.items ?? []).slice(-ROWS).reverse()
  return (
    <table class={isStale(desk.store.freshness.value) ? 'tape stale' : 'tape'}>
      <caption class="hidden">Orders of takers, newest first</caption>
      <thead>
        <tr class="label">
          <th scope="col">Time, {zoneName(zone)}</th>
          <th scope="col">Price</th>
          <th scope="col">{desk.product.value === undefined ? 'Size' : baseOf(desk.product.value)}</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.firstTradeId} class={order.whale ? `whale ${order.aggressor}-row` : ''}>
            <td>
              <span class="time">{clock(order.timeUs, zone, 'ms')}</span>
              <span class={order.aggressor} role="img" aria-label={order.aggressor}>
                <Mark of={order.aggressor === 'buy' ? 'up' : 'down'} size={9} />
              </span>
            </td>
            <td class={order.aggressor}>{fixed(order.price, decimals)}</td>
            <td title={`${order.size}, ${order.fills} ${order.fills === 1 ? 'fill' : 'fills'}`}>{size(order.size)}</td>
            <td>
              {order.whale && <Mark of="whale" size={9} />} {money(order.notional)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
