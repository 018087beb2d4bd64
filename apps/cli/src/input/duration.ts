import { HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'

const unitsUs: Readonly<Record<string, Us>> = { ms: 1_000, s: SECOND_US, m: MINUTE_US, h: HOUR_US }

/** Reads a span such as `250ms`, `1s`, `5m` or `1h`; `undefined` when it is none. */
export function parseDuration(text: string): Us | undefined {
  const [, count, unit = ''] = /^(\d{1,6})(ms|s|m|h)$/.exec(text) ?? []
  const unitUs = unitsUs[unit]
  return count === undefined || unitUs === undefined ? undefined : Number(count) * unitUs
}
