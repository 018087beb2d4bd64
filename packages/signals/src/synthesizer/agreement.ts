import { directionOf } from '../score/direction.ts'
import type { Direction } from '../score/signal.ts'
import type { Agreement } from './recipe.ts'
import type { SourcePart } from './source.ts'

/** What the agreement rests on: the sources whose word is taken, one that abstains as a HOLD. */
export type Voter = Pick<SourcePart, 'weight' | 'reading'>

/** What voters come to. */
export interface Verdict {
  readonly direction: Direction
  /** Mean by weight, cut to whole hundredths towards zero: of the nets if `weighted`, else of the votes, where LONG is 100 and SHORT −100. */
  readonly net: number
  readonly reachableNet: number
}

/** Judges what voters say; at least one of them must have a weight above zero. */
export function agree(rule: Agreement, voters: readonly Voter[], decisionThreshold: number): Verdict {
  const whole = sumOf(voters, () => 1)
  const mean = (valueOf: (voter: Voter) => number): number => Math.trunc(sumOf(voters, valueOf) / whole) || 0
  if (rule === 'weighted') {
    const net = mean(({ reading }) => reading.net ?? 0)
    return { direction: directionOf(net, decisionThreshold), net, reachableNet: mean(({ reading }) => reading.reachableNet) }
  }
  const net = mean(({ reading }) => votes[reading.direction])
  const reachableNet = mean(({ reading }) => (reading.abstained ? 0 : votes.LONG))
  return { direction: votedFor(rule, voters, whole), net, reachableNet }
}

const votes: Readonly<Record<Direction, number>> = { LONG: 100, HOLD: 0, SHORT: -100 }

function votedFor(rule: Exclude<Agreement, 'weighted'>, voters: readonly Voter[], whole: number): Direction {
  const long = sumOf(voters, ({ reading }) => (reading.direction === 'LONG' ? 1 : 0))
  const short = sumOf(voters, ({ reading }) => (reading.direction === 'SHORT' ? 1 : 0))
  const wins = (side: number, other: number): boolean => {
    switch (rule) {
      case 'majority':
        return side * 2 > whole
      case 'all':
        return side === whole
      case 'unopposed':
        return side > 0 && other === 0
    }
  }
  if (wins(long, short)) return 'LONG'
  return wins(short, long) ? 'SHORT' : 'HOLD'
}

function sumOf(voters: readonly Voter[], valueOf: (voter: Voter) => number): number {
  return voters.reduce((sum, voter) => sum + voter.weight * valueOf(voter), 0)
}
