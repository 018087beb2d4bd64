import type { Decision, SignalNow } from '@of/api'
import { MINUTE_US, type Us } from '@of/core'
import type { TakenDecision } from '../market/decisions.ts'
import type { Moment } from './moment.ts'

/** At which horizon decisions are measured, how many it takes, and what a round trip costs. */
export const MEASURED_US: Us = 15 * MINUTE_US
const LEAST_MEASURED = 100

/** The signal as of now, and the decision in force. `costBps` is what a round trip costs. */
export function signalNowOf(moment: Moment, costBps: number): SignalNow | undefined {
  const { market, origin, product, view } = moment
  if (view === undefined) return undefined
  const last = market.decisions.all.at(-1)
  return {
    product,
    origin,
    timeUs: view.nowUs,
    signal: copyOf(view.signal),
    decision: last === undefined ? null : decisionOf(moment, last),
    nextDecisionUs: view.nextDecisionUs ?? null,
    measured: measuredOf(market.decisions.all, costBps),
  }
}

/** A decision as it is told. */
export function decisionOf(
  { origin, product }: Pick<Moment, 'origin' | 'product'>,
  { id, markouts, mid, signal, timeUs }: TakenDecision,
): Decision {
  return { id, product, timeUs, simulated: origin.simulated, mid, signal: copyOf(signal), markouts: [...markouts] }
}

/** What decisions in a direction came to at the horizon; `null` below a hundred of them. */
function measuredOf(decisions: readonly TakenDecision[], costBps: number): SignalNow['measured'] {
  const known = decisions.flatMap(({ markouts }) => {
    const markout = markouts.find(({ afterUs }) => afterUs === MEASURED_US)
    return markout?.state === 'known' && markout.bps !== null ? [markout.bps] : []
  })
  const n = known.length
  if (n < LEAST_MEASURED)
    return { horizonUs: MEASURED_US, n, bpsAfterCosts: null, costBps, reason: `${n} of ${LEAST_MEASURED} decisions with a direction` }
  return { horizonUs: MEASURED_US, n, bpsAfterCosts: known.reduce((sum, bps) => sum + bps, 0) / n - costBps, costBps }
}

function copyOf(signal: TakenDecision['signal']): SignalNow['signal'] {
  const factors = signal.factors.map((factor) => ({ ...factor, conditions: [...factor.conditions] }))
  return { ...signal, factors, reasons: [...signal.reasons] }
}
