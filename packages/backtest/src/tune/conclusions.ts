import type { TradesReading } from './readings.ts'
import type { TuneResult } from './tune-result.ts'

/** What must be known and found before an edge is spoken of. */
const CONFIDENCE = 0.95

type Found = Omit<TuneResult, 'edge' | 'conclusions'>

/** What the figures come to, in sentences, and whether they show an edge. */
export function concluded(found: Found): Pick<TuneResult, 'edge' | 'conclusions'> {
  const { best, trials, walkForward } = found
  const edge = hasEdge(found)
  return {
    edge,
    conclusions: [
      best === null ? 'No configuration traded often enough to be judged.' : sentenceOfBest(best, trials),
      sentenceOf('Chosen on the past, traded on what came after', walkForward),
      deflatedSentence(found),
      nullSentence(found),
      overfittingSentence(found),
      holdOutSentence(found),
      ...(trials.elsewhere === 0
        ? []
        : [`${trials.elsewhere} more were tried on other data that overlap with these in product and time; no figure here takes them in.`]),
      edge
        ? 'The search found an edge that what came after confirms. The gate on fresh paper trades is the next question, not the last.'
        : 'No edge was found: what did best is not told apart from luck. Trading it would be a hope.',
    ],
  }
}

/** Every one of them must speak for it, and a hold-out that was looked at must not speak against it. */
function hasEdge({ deflated, holdOut, nullControl, overfitting, walkForward }: Found): boolean {
  const forward = walkForward.interval !== null && walkForward.interval.low > 0
  const survives = deflated.byChance !== null && deflated.byChance >= CONFIDENCE
  const isRare = nullControl.p !== null && nullControl.p <= 1 - CONFIDENCE
  const isFitted = overfitting.pbo !== null && overfitting.pbo > 0.5
  const isRefuted = holdOut.reading !== null && !((holdOut.reading.meanNetBps ?? 0) > 0)
  return forward && survives && isRare && !isFitted && !isRefuted
}

function sentenceOfBest(best: TradesReading & { readonly config: { readonly holdMinutes: number } }, trials: Found['trials']): string {
  return `The best of ${trials.here} configurations holds ${best.config.holdMinutes} min and shows ${figure(best)} where it was chosen, which says nothing by itself.`
}

function sentenceOf(what: string, reading: TradesReading): string {
  return reading.trades === 0 ? `${what}: no trades.` : `${what}: ${figure(reading)}.`
}

function figure({ interval, meanNetBps, trades }: TradesReading): string {
  const range = interval === null ? 'no interval under 30 trades' : `95 % ${signed(interval.low)} to ${signed(interval.high)}`
  return `${meanNetBps === null ? 'n/a' : signed(meanNetBps)} bps a trade after costs (n ${trades}, ${range})`
}

function deflatedSentence({ deflated, trials }: Found): string {
  const { byChance, effective, raw } = deflated
  if (byChance === null) return 'Deflated Sharpe ratio: n/a, too little varies.'
  const asSpread = `as they are spread, by what they cost and are worth as well, ${probability(raw)}, and ${probability(effective)} for the ${trials.effective} different ideas among them`
  return `Deflated Sharpe ratio ${probability(byChance)} for ${trials.ever} trials that differ by chance, ${CONFIDENCE} is asked for; ${asSpread}.`
}

function nullSentence({ nullControl: { asGood, p, reason, runs } }: Found): string {
  return p === null
    ? `Null data: n/a, ${reason ?? 'not searched'}.`
    : `Of ${runs} searches on data without an edge, ${asGood} found one as good: p ${p.toFixed(2)}, ${(1 - CONFIDENCE).toFixed(2)} is asked for.`
}

function overfittingSentence({ overfitting: { pbo, reason } }: Found): string {
  return pbo === null ? `Probability of backtest overfitting: n/a, ${reason}.` : `Probability of backtest overfitting ${pbo.toFixed(2)}.`
}

function holdOutSentence({ holdOut: { fromUs, looks, looksElsewhere, reading, toUs } }: Found): string {
  if (!(fromUs < toUs)) return 'No hold-out was kept.'
  const elsewhere = looksElsewhere === 0 ? '' : `, and ${times(looksElsewhere)} on other data of the same time`
  const counted = `looked at ${times(looks)} so far${elsewhere}`
  return reading === null
    ? `The hold-out stays locked, ${counted}.`
    : `${sentenceOf('On the hold-out', reading)} It was ${counted}; only the first look is honest.`
}

function probability(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(2)
}

function times(count: number): string {
  return count === 1 ? '1 time' : `${count} times`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
}
