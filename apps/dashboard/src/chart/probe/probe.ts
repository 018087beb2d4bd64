import { footprintAt, liquidityAt } from './cells.ts'
import type { Drawn, Point, Words } from './drawn.ts'
import { levelAt } from './levels.ts'
import { bubbleAt, whaleAt } from './orders.ts'
import { profileAt } from './profile.ts'

/** What is under the pointer, and where it was asked. */
export interface Probe extends Words {
  readonly at: Point
}

type Ask = (drawn: Drawn, at: Point) => Words | undefined

/** What can be pointed at in each view: the first that is there is told. */
const asks: Readonly<Record<Drawn['scene']['view'], readonly Ask[]>> = {
  candles: [whaleAt, levelAt, profileAt],
  liquidity: [bubbleAt, liquidityAt],
  footprint: [footprintAt],
}

/** What is under the pointer in the main pane; `undefined` where that is nothing besides what the readout says. */
export function probeAt(drawn: Drawn, at: Point): Probe | undefined {
  for (const ask of asks[drawn.scene.view]) {
    const words = ask(drawn, at)
    if (words !== undefined) return { ...words, at }
  }
  return undefined
}
