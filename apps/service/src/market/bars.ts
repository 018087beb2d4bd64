import type { Bar, Interval } from '@of/api'
import { addTo, compensatedSum, MINUTE_US, type Us, valueOf } from '@of/core'
import { candleOf, type Minute, SECONDS } from './minute.ts'

/** How wide the bars of an interval are. */
export const WIDTHS_US: Readonly<Record<Interval, Us>> = {
  '1m': MINUTE_US,
  '5m': 5 * MINUTE_US,
  '15m': 15 * MINUTE_US,
  '1h': 60 * MINUTE_US,
}

/** The least share of a bar's order flow that must be known for its sum to be told. */
const LEAST_KNOWN = 0.9

/** The bars that minutes make, oldest first, counted from the Unix epoch; none where nothing at all is known. */
export function barsOf(minutes: readonly Minute[], widthUs: Us, nowUs: Us): Bar[] {
  return groupsOf(minutes, widthUs).map(([startUs, group]) => barOf(group, { startUs, widthUs, nowUs }))
}

/** Minutes by the start of the bar that they belong to. */
export function groupsOf(minutes: readonly Minute[], widthUs: Us): (readonly [startUs: Us, minutes: Minute[]])[] {
  const groups: (readonly [Us, Minute[]])[] = []
  for (const minute of minutes) {
    const startUs = Math.floor(minute.startUs / widthUs) * widthUs
    const group = groups.at(-1)
    if (group?.[0] === startUs) group[1].push(minute)
    else groups.push([startUs, [minute]])
  }
  return groups
}

interface Span {
  readonly startUs: Us
  readonly widthUs: Us
  readonly nowUs: Us
}

function barOf(minutes: readonly Minute[], { nowUs, startUs, widthUs }: Span): Bar {
  const known = minutes.map(candleOf)
  const candles = known.flatMap(({ candle }) => candle ?? [])
  const from = known.some(({ candle, from: told }) => candle !== undefined && told === 'candles') ? 'candles' : 'trades'
  const sum = (term: (minute: Minute) => number): number => minutes.reduce((before, minute) => before + term(minute), 0)
  const dueSeconds = Math.max(1, Math.min(widthUs, nowUs - startUs) / (MINUTE_US / SECONDS))
  const share = (seconds: number): number => Math.min(1, seconds / dueSeconds)
  return {
    startUs,
    open: candles[0]?.open ?? null,
    high: candles.length > 0 ? Math.max(...candles.map(({ high }) => high)) : null,
    low: candles.length > 0 ? Math.min(...candles.map(({ low }) => low)) : null,
    close: candles.at(-1)?.close ?? null,
    volume: total(candles.map(({ volume }) => volume)),
    from,
    buyVolume: from === 'candles' ? null : total(minutes.map(({ buy }) => valueOf(buy))),
    sellVolume: from === 'candles' ? null : total(minutes.map(({ sell }) => valueOf(sell))),
    trades: from === 'candles' ? null : sum(({ trades }) => trades),
    ...minutes.at(-1)!.last,
    ofi: ofiOf(minutes),
    bookCoverage: share(sum(({ bookSeconds }) => bookSeconds)),
    tradeCoverage: share(sum(({ tradeSeconds }) => tradeSeconds)),
    closed: nowUs >= startUs + widthUs,
  }
}

function ofiOf(minutes: readonly Minute[]): number | null {
  const due = minutes.reduce((sum, { ofiDue }) => sum + ofiDue, 0)
  const known = minutes.reduce((sum, { ofiKnown }) => sum + ofiKnown, 0)
  return due === 0 || known < LEAST_KNOWN * due ? null : total(minutes.map(({ ofi }) => valueOf(ofi)))
}

function total(terms: readonly number[]): number {
  const sum = compensatedSum()
  for (const term of terms) addTo(sum, term)
  return valueOf(sum)
}
