import { LEAST_WINDOWS } from './horizon/figures.ts'
import type { StudyReport } from './report.ts'

/** What keeps a study's figures from being taken at their word, in sentences. */
export function warningsOf({ horizons, input }: Omit<StudyReport, 'warnings' | 'conclusions'>): string[] {
  const few = horizons.filter(({ windows }) => windows < LEAST_WINDOWS)
  const same = horizons.filter(({ contemporaneous }) => contemporaneous.integrated.weightsFrom === 'same block')
  const still = horizons.filter(({ contemporaneous }) => contemporaneous.skippedBlocks > 0)
  const seconds = (chosen: typeof horizons): string => chosen.map((horizon) => horizon.seconds).join(', ')
  const found = [
    input.books === 0 && 'no book: nothing can be explained without one',
    input.books > 0 && input.trades === input.hiddenTrades && 'no visible trade: trade imbalance is n/a',
    few.length > 0 &&
      input.books > 0 &&
      `fewer than ${LEAST_WINDOWS} windows at ${seconds(few)} s: figures without intervals, which may be chance`,
    still.length > 0 && `the mid never moved in a whole block at ${seconds(still)} s: such blocks are in no figure`,
    same.length > 0 && `integrated at ${seconds(same)} s: one block only, so its weights were fitted on the moves that it explains`,
    input.tickInferred && input.tick !== null && `tick ${input.tick} inferred from prices`,
    input.feeBps === null && 'no fee chosen: costs are the spread alone',
    input.bookLosses > 0 &&
      `the book was lost ${input.bookLosses} ${input.bookLosses === 1 ? 'time' : 'times'}: windows across a loss are left out`,
    input.lateTrades > 0 && `${input.lateTrades} trades came too late for their window`,
  ]
  return found.filter((warning) => warning !== false)
}
