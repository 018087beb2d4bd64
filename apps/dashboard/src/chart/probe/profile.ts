import type { Profile } from '@of/api'
import { fixed, share, size } from '../../format/number.ts'
import { profileWidth } from '../paint-profile.ts'
import type { Drawn, Point, Words } from './drawn.ts'

/** The row of the profile that is pointed at: its prices, volume, share, and what it is. */
export function profileAt({ plot, scene }: Drawn, [x, y]: Point): Words | undefined {
  const { decimals, layers, profile } = scene
  if (!layers.profile || profile === undefined || x < plot.width - profileWidth(plot.width)) return undefined
  const price = plot.priceAt(y)
  const row = profile.rows.find(({ high, low }) => price >= low && price < high)
  if (row === undefined) return undefined
  const { total } = profile
  const part = total === null || total <= 0 ? '' : `, ${share(row.volume / total)}`
  return {
    title: `${fixed(row.low, decimals)} … ${fixed(row.high, decimals)}`,
    lines: [`${size(row.volume)}${profile.estimated ? '~' : ''} traded in 24 h${part}`, namesOf(profile, row)],
  }
}

function namesOf({ hvn, lvn, poc, vah, val }: Profile, { high, low }: Profile['rows'][number]): string {
  const isIn = (price: number): boolean => price >= low && price < high
  const names: string[] = []
  if (poc !== null && isIn(poc)) names.push('POC')
  if (hvn.some(({ price }) => isIn(price))) names.push('high-volume node')
  if (lvn.some(({ price }) => isIn(price))) names.push('low-volume node')
  if (vah !== null && val !== null) names.push(high > val && low < vah ? 'in the value area' : 'outside of the value area')
  return names.join(', ')
}
