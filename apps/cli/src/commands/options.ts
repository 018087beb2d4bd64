import { SECOND_US, type Us } from '@of/core'
import { presetNamed, presets, type RuleSet } from '@of/signals'
import { CliError } from '../errors.ts'
import { parseDuration } from '../input/duration.ts'
import type { TimeRange } from '../input/reading.ts'
import { parseTime } from '../input/time.ts'

const SHORTEST_STEP_US: Us = SECOND_US / 10

/** The options that choose a part of a recording, as they are typed. */
export interface SelectionOptions {
  readonly product: readonly string[]
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Product names, from repeated options or lists with commas. */
export function productsOf({ product }: Pick<SelectionOptions, 'product'>, command: string): string[] {
  return product
    .flatMap((list) => list.split(','))
    .map((name) => {
      if (name.trim() !== '') return name.trim().toUpperCase()
      throw new CliError({ kind: 'usage', complaint: '--product: expected a product such as BTC-USD, received nothing', command })
    })
}

/** The span of receive time between `--from` and `--to`. */
export function rangeOf({ from, to }: SelectionOptions, command: string): TimeRange {
  const fromUs = timeOf('--from', from, command)
  const toUs = timeOf('--to', to, command)
  if (fromUs !== undefined && toUs !== undefined && fromUs >= toUs) {
    throw new CliError({ kind: 'usage', complaint: `--from must be before --to, received ${from} and ${to}`, command })
  }
  return { ...(fromUs === undefined ? {} : { fromUs }), ...(toUs === undefined ? {} : { toUs }) }
}

/** The preset of a name. */
export function presetOf(name: string, command: string): RuleSet {
  const preset = presetNamed(name)
  if (preset !== undefined) return preset
  const names = Object.values(presets).map((known) => known.name)
  throw new CliError({ kind: 'usage', complaint: `--preset: expected ${names.join(' or ')}, received ${name}`, command })
}

/** The step of a time series. */
export function stepOf(every: string, command: string): Us {
  const stepUs = parseDuration(every)
  if (stepUs !== undefined && stepUs >= SHORTEST_STEP_US) return stepUs
  const complaint = `--every: expected a span of 100ms or more, received ${every}`
  throw new CliError({ kind: 'usage', complaint, command, hint: 'A span is a whole number and a unit: 100ms, 1s, 5m, 1h.' })
}

/** The paths of recordings; standard input can be read only once. */
export function pathsOf(paths: readonly string[], command: string): readonly string[] {
  if (paths.filter((path) => path === '-').length < 2) return paths
  throw new CliError({ kind: 'usage', complaint: 'standard input (-) can be given only once', command })
}

function timeOf(option: string, text: string | undefined, command: string): Us | undefined {
  if (text === undefined) return undefined
  const timeUs = parseTime(text)
  if (timeUs !== undefined) return timeUs
  const hint = 'Times are UTC: 2026-08-09, 2026-08-09T14:32:19.5Z, or seconds since 1970 such as 1786285939.5.'
  throw new CliError({ kind: 'usage', complaint: `${option}: expected a UTC time, received ${text}`, command, hint })
}
