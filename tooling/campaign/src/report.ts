import type { Campaign } from './campaign.ts'

/** What a campaign found, for people: a line a kind of fault, then the sums. */
export function renderReport(campaign: Campaign, { seconds, minutes }: { readonly seconds: number; readonly minutes: number }): string {
  const { seeds, faultsInjected, detected, healed, healMs, silentDivergences, failingSeeds } = campaign.result
  const kinds = [...campaign.tally].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [
    row(['fault', 'injected', 'detected', 'healed']),
    ...kinds.map(([kind, tally]) => row([kind, tally.injected, tally.detected, tally.healed])),
    row(['all', faultsInjected, detected, healed]),
    '',
    `${seeds} seeds of ${minutes} min, ${campaign.frames} frames, ${campaign.comparisons} books compared with the true one, ${seconds.toFixed(0)} s`,
    `healed within ${healMs.p50 ?? 'n/a'} ms (median), ${healMs.p99 ?? 'n/a'} ms (99 %)`,
    `silent divergences: ${silentDivergences}`,
    failingSeeds.length === 0 ? 'no failing seed' : `failing seeds: ${failingSeeds.join(', ')}`,
    '',
  ].join('\n')
}

function row([name, ...counts]: readonly [string, ...(string | number)[]]): string {
  return `${name.padEnd(20)}${counts.map((count) => String(count).padStart(10)).join('')}`
}
