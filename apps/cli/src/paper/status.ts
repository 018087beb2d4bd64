import type { Arm, BacktestCheckpoint } from '@of/backtest'
import { isoTime } from '../input/time.ts'
import { counted } from '../render/numbers.ts'

/** How a run stands, on one line. */
export function statusOf({ accounts }: BacktestCheckpoint, arms: readonly Arm[]): string {
  const { nowUs, products } = accounts
  if (nowUs === 0) return 'Trading on paper · waiting for the first book'
  const held = arms.map(({ name }, at) => {
    const open = products.flatMap(({ desks, product }) => {
      const position = desks[at]?.position
      return position === null || position === undefined ? [] : [`${position.side} ${product}`]
    })
    return `${name} ${open.length === 0 ? 'flat' : open.join(', ')}`
  })
  return `Trading on paper · ${isoTime(nowUs).slice(11, 19)} UTC · ${counted(products.length, 'product')} · ${held.join(' · ')}`
}
