import type { PaperOptions } from '@of/backtest'
import { HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { feesOf } from '../commands/fee-options.ts'
import { numberOf } from '../commands/number-options.ts'
import { CliError } from '../errors.ts'
import { parseDuration } from '../input/duration.ts'
import { loadArms, type LoadedArms } from './arms.ts'

/** The options of paper trading, as they are typed. */
export interface PaperTyped {
  readonly arm: readonly string[]
  readonly fees?: string | undefined
  readonly size: string
  readonly maxPosition?: string | undefined
  readonly maxTotal?: string | undefined
  readonly latencyMs: string
  readonly maker?: true | undefined
  readonly stopBps?: string | undefined
  readonly targetBps?: string | undefined
  readonly maxMinutes: string
  readonly onHold: 'keep' | 'flatten'
  readonly onAbstention: 'keep' | 'flatten'
  readonly every: string
}

/** Who trades on paper, how, and how often they decide. */
export interface PaperSetup extends LoadedArms {
  readonly options: PaperOptions
  readonly decideEveryUs: Us
}

const MOST_QUOTE = 1_000_000_000

/** What was typed, checked. */
export async function paperSetup(typed: PaperTyped, command: string): Promise<PaperSetup> {
  const number = (option: string, text: string, least: number, most: number): number => numberOf(text, { option, least, most, command })
  const size = number('--size', typed.size, 0.01, MOST_QUOTE)
  const { maxPosition, maxTotal, stopBps, targetBps } = typed
  const decideEveryUs = everyOf(typed.every, command)
  return {
    options: {
      fees: feesOf(typed.fees, command),
      notional: size,
      ...(maxPosition === undefined ? {} : { productLimit: number('--max-position', maxPosition, 0.01, MOST_QUOTE) }),
      ...(maxTotal === undefined ? {} : { totalLimit: number('--max-total', maxTotal, 0.01, MOST_QUOTE) }),
      latencyUs: number('--latency-ms', typed.latencyMs, 0, 60_000) * 1_000,
      entry: typed.maker === true ? 'limit' : 'market',
      ...(stopBps === undefined ? {} : { stopBps: number('--stop-bps', stopBps, 0.01, 10_000) }),
      ...(targetBps === undefined ? {} : { targetBps: number('--target-bps', targetBps, 0.01, 10_000) }),
      maxHoldUs: number('--max-minutes', typed.maxMinutes, 0.01, 100_000) * MINUTE_US,
      onHold: typed.onHold,
      onAbstention: typed.onAbstention,
    },
    decideEveryUs,
    ...(await loadArms(typed.arm.length === 0 ? ['flow'] : typed.arm, { command, everyUs: decideEveryUs })),
  }
}

function everyOf(text: string, command: string): Us {
  const everyUs = parseDuration(text)
  if (everyUs !== undefined && everyUs >= SECOND_US && everyUs <= HOUR_US) return everyUs
  const hint = 'A span is a whole number and a unit: 1s, 1m, 1h.'
  throw new CliError({ kind: 'usage', complaint: `--every: expected a span of 1s to 1h, received ${text}`, command, hint })
}
