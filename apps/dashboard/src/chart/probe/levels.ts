import { fixed } from '../../format/number.ts'
import type { Level } from '../paint-levels.ts'
import { profileWidth } from '../paint-profile.ts'
import type { Drawn, Point, Words } from './drawn.ts'

/** How near to a line the pointer means it, px. */
const NEAR = 4

const meanings: Readonly<Record<Level['kind'], string>> = {
  last: 'price of the last trade',
  vwap: 'average price by volume since 00:00 UTC',
  band: 'a standard deviation, by volume, from VWAP',
  poc: 'point of control: the row of prices with most volume in 24 h',
  edge: 'edge of the value area, which holds some 70 % of the volume of 24 h',
}

/** The level whose line, or name at the left, is pointed at. */
export function levelAt({ levels, plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  if (x >= plot.width - (scene.layers.profile ? profileWidth(plot.width) : 0)) return undefined
  const near = levels
    .filter(({ kind, price }) => kind !== 'last' && Math.abs(plot.yOf(price) - y) <= NEAR)
    .filter(({ line }) => line !== 'none' || x < NAMES)
    .sort((a, b) => Math.abs(plot.yOf(a.price) - y) - Math.abs(plot.yOf(b.price) - y))[0]
  if (near === undefined) return undefined
  const estimated = near.name.endsWith('~') ? ['~ estimated: volumes of candles, spread over their range'] : []
  return { title: `${near.name} ${fixed(near.price, scene.decimals)}`, lines: [meanings[near.kind], ...estimated] }
}

/** The room of names at the left, px: there levels without a line of their own are meant too. */
const NAMES = 60
