import type { LevelSource } from '@of/core'

/** The steps that prices are cut into for people: 1, 2 or 5 times a power of ten, in ticks. */
export function niceStep(atLeast: number, tick: number): number {
  let step = tick
  for (let i = 0; step < atLeast * (1 - 1e-9); i += 1) step *= i % 3 === 1 ? 2.5 : 2
  return rounded(step)
}

/** Which row of a step a price lies in, counted from 0. */
export function rowOf(price: number, step: number): number {
  return Math.floor(price / step + 1e-9)
}

/** The lower edge of a row, as people write it. */
export function edgeOfRow(row: number, step: number): number {
  return rounded(row * step)
}

/** Without the digits that a sum of decimals leaves behind. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

/** The price of a side's best level; `undefined` where it is empty. */
export function bestOf(side: LevelSource): number | undefined {
  let best: number | undefined
  side.walk((price) => {
    best = price
    return false
  })
  return best
}
