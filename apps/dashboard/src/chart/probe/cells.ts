import { atLeast, fixed, money, signed } from '../../format/number.ts'
import { clock } from '../../format/time.ts'
import { intervalUs } from '../scene.ts'
import type { Drawn, Point, Words } from './drawn.ts'

const DECIMALS = 5

/** What rested in the cell of the liquidity that is pointed at, and the quotes of its time. */
export function liquidityAt({ heat, plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  const { decimals, zone } = scene
  if (heat === undefined || scene.heat === undefined) return undefined
  const { columns, grid } = heat
  const { stepUs } = scene.heat
  const timeUs = plot.timeAt(x)
  const index = columns.findIndex(({ startUs }) => timeUs >= startUs && timeUs < startUs + stepUs)
  const row = Math.floor((plot.priceAt(y) - grid.low) / grid.rowSize + 1e-9)
  const [column, resting] = [columns[index], grid.notional[index]?.[row]]
  if (column === undefined || resting === undefined) return undefined
  const low = grid.low + row * grid.rowSize
  const title = `${clock(column.startUs, zone)} · ${fixed(low, decimals)} … ${fixed(low + grid.rowSize, decimals)}`
  const { bestAsk, bestBid } = column
  if (Number.isNaN(resting) || bestBid === null || bestAsk === null) return { title, lines: ['n/a: no book was believed then'] }
  const side = low > bestBid ? 'asks' : low + grid.rowSize <= bestBid ? 'bids' : 'at the touch'
  return {
    title,
    lines: [
      `${resting === 0 ? 'nothing' : money(resting)} rested, ${side}`,
      `best bid ${fixed(bestBid, decimals)}, ask ${fixed(bestAsk, decimals)}`,
    ],
  }
}

/** What takers sold and bought in the cell of the footprint that is pointed at. */
export function footprintAt({ plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  const { bars, decimals, footprints, zone } = scene
  if (bars === undefined) return undefined
  const [timeUs, at] = [plot.timeAt(x), plot.priceAt(y)]
  for (const { items, rowSize } of footprints) {
    const item = items.find(({ startUs }) => timeUs >= startUs && timeUs < startUs + intervalUs[bars.interval])
    const row = item?.rows.find(({ price }) => at >= price && at < price + rowSize)
    if (item === undefined || row === undefined) continue
    const { buy, imbalance, price, sell, stacked } = row
    const lines = [`sold ${atLeast(sell, DECIMALS)} × bought ${atLeast(buy, DECIMALS)}, Δ ${signed(buy - sell, DECIMALS)}`]
    if (imbalance !== null) lines.push(`${imbalance} imbalance: at least 3.0 × its diagonal neighbour${stacked ? ', stacked' : ''}`)
    if (price === item.poc) lines.push('point of control of the bar')
    return { title: `${clock(item.startUs, zone, 'minute')} · ${fixed(price, decimals)} … ${fixed(price + rowSize, decimals)}`, lines }
  }
  return undefined
}
