import type { Bar } from '@of/api'
import { addTo, compensatedSum, MINUTE_US, type Us, valueOf } from '@of/core'

/** Minutes of a bar that must have an order flow imbalance for their sum to be told. */
const LEAST_KNOWN = 0.9

/** The bars of a width that bars of a minute make, oldest first. */
export function widened(minutes: readonly Bar[], widthUs: Us, nowUs: Us): Bar[] {
  if (widthUs === MINUTE_US) return [...minutes]
  const groups = new Map<Us, Bar[]>()
  for (const minute of minutes) {
    const startUs = Math.floor(minute.startUs / widthUs) * widthUs
    const group = groups.get(startUs)
    if (group === undefined) groups.set(startUs, [minute])
    else group.push(minute)
  }
  return [...groups].map(([startUs, group]) => joined(group, { startUs, widthUs, nowUs }))
}

interface Span {
  readonly startUs: Us
  readonly widthUs: Us
  readonly nowUs: Us
}

function joined(minutes: readonly Bar[], { nowUs, startUs, widthUs }: Span): Bar {
  const traded = minutes.filter(({ close }) => close !== null)
  const from = minutes.some((minute) => minute.from === 'candles') ? 'candles' : 'trades'
  const dueMinutes = Math.max(1, Math.min(widthUs, nowUs - startUs) / MINUTE_US)
  const share = (of: (minute: Bar) => number): number => Math.min(1, total(minutes.map(of)) / dueMinutes)
  const last = minutes.at(-1)!
  return {
    startUs,
    open: traded[0]?.open ?? null,
    high: traded.length > 0 ? Math.max(...traded.map(({ high }) => high ?? -Infinity)) : null,
    low: traded.length > 0 ? Math.min(...traded.map(({ low }) => low ?? Infinity)) : null,
    close: traded.at(-1)?.close ?? null,
    volume: total(minutes.map(({ volume }) => volume)),
    from,
    buyVolume: from === 'candles' ? null : total(minutes.map(({ buyVolume }) => buyVolume ?? 0)),
    sellVolume: from === 'candles' ? null : total(minutes.map(({ sellVolume }) => sellVolume ?? 0)),
    trades: from === 'candles' ? null : total(minutes.map(({ trades }) => trades ?? 0)),
    vwap: last.vwap,
    vwapSd: last.vwapSd,
    cvd: last.cvd,
    ofi: ofiOf(minutes),
    momentum: last.momentum,
    momentumZ: last.momentumZ,
    bookCoverage: share(({ bookCoverage }) => bookCoverage),
    tradeCoverage: share(({ tradeCoverage }) => tradeCoverage),
    closed: nowUs >= startUs + widthUs,
  }
}

function ofiOf(minutes: readonly Bar[]): number | null {
  const known = minutes.flatMap(({ ofi }) => ofi ?? [])
  return known.length === 0 || known.length < LEAST_KNOWN * minutes.length ? null : total(known)
}

function total(terms: readonly number[]): number {
  const sum = compensatedSum()
  for (const term of terms) addTo(sum, term)
  return valueOf(sum)
}
