import { SECOND_US, type Us } from '@of/core'
import { grouped } from '../render/numbers.ts'

/** A span in seconds, with one decimal. */
export function secondsText(spanUs: Us): string {
  return `${(spanUs / SECOND_US).toFixed(1)} s`
}

/** A span in whole milliseconds. */
export function msText(spanUs: Us): string {
  return `${grouped(Math.round(spanUs / 1_000))} ms`
}

/** What nearly always helps where little was seen. */
export const LONGER = 'look longer: --for 5m'
