import { lineThrough, SECOND_US } from '@of/core'
import { studentQuantile } from '@of/stats'
import { meanOf } from './horizon/figures.ts'
import type { HorizonStudy } from './horizon/horizon-study.ts'
import type { DepthLaw, Interval } from './horizon-report.ts'

/**
 * Whether the slope of OFI falls with depth as the stylised book has it, block by block. Slopes in ticks per base unit, depths in base units.
 *
 * @see Cont, Kukanov, Stoikov (2014), "The Price Impact of Order Book Events", section 3.2, https://doi.org/10.1093/jjfinec/nbt003
 */
export function depthLawOf(study: HorizonStudy, tick: number | undefined): DepthLaw {
  const points =
    tick === undefined
      ? []
      : study.contemporaneous.blocks.flatMap(({ depths: { queue }, fits: { ofi } }) =>
          ofi === undefined || queue === undefined ? [] : [{ beta: ofi.slopes[0]! / tick, depth: queue }],
        )
  const positive = points.filter(({ beta }) => beta > 0)
  const logs = lineWithError(
    positive.map(({ depth }) => Math.log(depth)),
    positive.map(({ beta }) => Math.log(beta)),
  )
  const line = lineWithError(
    points.map(({ depth }) => 1 / (2 * depth)),
    points.map(({ beta }) => beta),
  )
  return {
    seconds: study.horizonUs / SECOND_US,
    blocks: points.length,
    exponent: logs?.slope ?? null,
    exponentError: logs?.error ?? null,
    exponentInterval: logs === undefined ? null : intervalOf(logs),
    logR2: logs?.r2 ?? null,
    slope: line?.slope ?? null,
    slopeError: line?.error ?? null,
    r2: line?.r2 ?? null,
    betaTimes2D: meanOf(points.map(({ beta, depth }) => 2 * beta * depth)),
    depth: meanOf(points.map(({ depth }) => depth)),
  }
}

interface Line {
  readonly slope: number
  readonly error: number
  readonly r2: number
  readonly points: number
}

function lineWithError(xs: readonly number[], ys: readonly number[]): Line | undefined {
  const line = lineThrough(xs, ys)
  if (line?.r2 === undefined) return undefined
  const { points, r2, slope } = line
  return { slope, r2, points, error: r2 > 0 ? Math.abs(slope) * Math.sqrt((1 / r2 - 1) / (points - 2)) : 0 }
}

/** Where 95 % of slopes lie: of a few blocks that is far wider than two standard errors. */
function intervalOf({ error, points, slope }: Line): Interval {
  const reach = error * studentQuantile(0.975, points - 2)
  return [slope - reach, slope + reach]
}
