import { LEAST_WINDOWS } from './horizon/figures.ts'
import type { DeepFigures, Explained, HorizonFigures } from './horizon-report.ts'
import type { StudyReport } from './report.ts'

/** Windows under which a block is a scrap of one. */
const WHOLE_BLOCK = 30

/** What keeps a study's figures from being taken at their word, in sentences. */
export function warningsOf({ horizons, input }: Omit<StudyReport, 'warnings' | 'conclusions'>): string[] {
  const found = [
    input.books === 0 && 'no book: nothing can be explained without one',
    input.books > 0 && input.trades === input.hiddenTrades && 'no visible trade: trade imbalance is n/a',
    ...(input.books > 0 ? horizonWarnings(horizons) : []),
    input.tickInferred && input.tick !== null && `tick ${input.tick} inferred from prices`,
    input.feeBps === null && 'no fee chosen: costs are the spread alone',
    input.bookLosses > 0 &&
      `the book was lost ${input.bookLosses} ${input.bookLosses === 1 ? 'time' : 'times'}: windows across a loss are left out`,
    input.lateTrades > 0 && `${input.lateTrades} trades came too late for their window`,
  ]
  return found.filter((warning) => warning !== false)
}

/** A reason to doubt the figures of horizons at which it applies, and its sentence over their seconds. */
interface Doubt {
  readonly applies: (explained: Explained) => boolean
  readonly sentence: (seconds: string, found: readonly Explained[]) => string
}

const doubts: readonly Doubt[] = [
  {
    applies: ({ windows }) => windows < LEAST_WINDOWS,
    sentence: (seconds) => `fewer than ${LEAST_WINDOWS} windows at ${seconds} s: figures without intervals, which may be chance`,
  },
  {
    applies: ({ skippedBlocks }) => skippedBlocks > 0,
    sentence: (seconds) => `the mid never moved in a whole block at ${seconds} s: such blocks are in no figure`,
  },
  {
    applies: ({ multiLevel }) => multiLevel.some(isWithheld),
    sentence: (seconds) =>
      `too few windows a block at ${seconds} s for so many levels: chance would make more than half of what they explain, which is not told`,
  },
  {
    applies: isUneven,
    sentence: (seconds, found) =>
      `a block at ${seconds} s holds but ${Math.min(...found.map(({ fewestWindows }) => fewestWindows ?? Infinity))} windows and weighs as much as any other`,
  },
  {
    applies: ({ integrated }) => integrated.weightsFrom === 'same block',
    sentence: (seconds) => `integrated at ${seconds} s: one block only, so its weights were fitted on the moves that it explains`,
  },
]

function horizonWarnings(horizons: readonly HorizonFigures[]): string[] {
  return doubts.flatMap(({ applies, sentence }) => {
    const found = horizons.filter(({ contemporaneous }) => applies(contemporaneous))
    const seconds = found.map((horizon) => horizon.seconds).join(', ')
    return found.length === 0
      ? []
      : [
          sentence(
            seconds,
            found.map(({ contemporaneous }) => contemporaneous),
          ),
        ]
  })
}

/** Whether one of several blocks is but a scrap, so that it has more of a say in their mean than it should. */
function isUneven({ fewestWindows, ofi }: Explained): boolean {
  return ofi.blocks > 1 && fewestWindows !== null && fewestWindows < WHOLE_BLOCK
}

/** Whether what levels explain is not told because chance alone would explain as much. */
function isWithheld({ chanceR2, r2 }: DeepFigures): boolean {
  return r2 === null && chanceR2 !== null
}
