import { normalQuantile } from '@of/stats'
import { LEAST_WINDOWS } from './horizon/figures.ts'
import type { Figures, HorizonFigures, Interval, WithCosts } from './horizon-report.ts'
import type { StudyReport } from './report.ts'
import type { LevelFigures } from './signal-report.ts'

type Found = Omit<StudyReport, 'conclusions'>

/** What a study's figures say, in sentences that are made from them alone. */
export function conclusionsOf(found: Found): string[] {
  const paper = found.horizons.find(({ seconds }) => seconds === 10) ?? found.horizons[0]
  return [
    ...(paper === undefined ? [] : [explainedSentence(paper), againstTradesSentence(paper), deeperSentence(paper)]),
    predictedSentence(found),
    ...depthSentences(found),
    ...factorSentences(found),
    ...levelSentences(found),
  ].filter((sentence) => sentence !== undefined)
}

function explainedSentence({ contemporaneous: own, seconds }: HorizonFigures): string {
  const { ofi } = own
  if (ofi.r2 === null)
    return `At ${seconds} s nothing can be said of what OFI explains: the mid or OFI did not vary over ${counted(own.windows, 'window')}, or they are too few.`
  const interval = ofi.r2Interval === null ? '' : ` (95 % ${shares(ofi.r2Interval)})`
  return `Within the same ${seconds} s, OFI explains ${share(ofi.r2)}${interval} of the mid's moves over ${counted(ofi.n, 'window')}; this is no forecast.`
}

function againstTradesSentence({ contemporaneous: { both, ofi, tradeImbalance } }: HorizonFigures): string | undefined {
  if (ofi.r2 === null || tradeImbalance.r2 === null || both.r2 === null) return undefined
  const more = ofi.r2 >= tradeImbalance.r2 ? 'less' : 'more'
  return `Trade imbalance explains ${more}, ${share(tradeImbalance.r2)}; both together ${share(both.r2)}.`
}

function deeperSentence({ contemporaneous: { integrated, multiLevel, ofi } }: HorizonFigures): string | undefined {
  const deepest = multiLevel.findLast(({ r2 }) => r2 !== null)
  if (ofi.r2 === null || deepest === undefined || deepest.r2 === null || deepest.levels < 2) return undefined
  const one =
    integrated.r2 === null
      ? ''
      : `; all in one number${integrated.weightsFrom === 'same block' ? ', fitted to these very moves,' : ''} ${share(integrated.r2)}`
  return `The best ${deepest.levels} levels explain ${share(deepest.r2)}, of which ${share(deepest.chanceR2 ?? 0)} is what as many meaningless numbers would${one}.`
}

/** A prediction that could be judged out of sample. */
interface Candidate {
  readonly name: string
  readonly seconds: number
  readonly figures: WithCosts<Figures>
  readonly r2: number
}

/** The best prediction out of sample, beside chance and its costs. */
function predictedSentence({ horizons, ownFactors }: Found): string {
  const builtIn = horizons.flatMap(({ predictive, seconds }) =>
    predictors.flatMap(([set, name]) => candidatesOf(name, seconds, predictive[set])),
  )
  const own = (ownFactors ?? []).flatMap(({ factor, horizons: at }) =>
    at.flatMap(({ predictive, seconds }) => candidatesOf(`factor ${factor}`, seconds, predictive)),
  )
  const candidates = [...builtIn, ...own]
  if (candidates.length === 0)
    return `Nothing can be said of prediction: fewer than ${LEAST_WINDOWS} windows could be predicted from those before them.`
  const best = candidates.reduce((a, b) => (b.r2 > a.r2 ? b : a))
  if (best.r2 <= 0) return `None of ${counted(candidates.length, 'prediction')} was better than the mean of the past.`
  const what = `The best of ${counted(candidates.length, 'prediction')}, ${best.name} over the next ${best.seconds} s, explains ${share(best.r2)} of windows it had not seen`
  return isChance(best, candidates.length) ? `${what}: as much as the best of so many does by chance.` : `${what}; ${costSentence(best)}`
}

function candidatesOf(name: string, seconds: number, figures: WithCosts<Figures>): Candidate[] {
  const { outOfSampleN, outOfSampleR2: r2 } = figures
  return r2 === null || outOfSampleN < LEAST_WINDOWS ? [] : [{ name, seconds, figures, r2 }]
}

/** Whether a share is no more than the best of so many predictions without any meaning reaches once in twenty times. */
function isChance({ figures, r2 }: Candidate, tried: number): boolean {
  return Math.sqrt(figures.outOfSampleN * r2) < normalQuantile(1 - 0.025 / tried)
}

function costSentence({ figures: { costs, predictedMoveBps } }: Candidate): string {
  if (predictedMoveBps === null || costs.spreadBps === null) return 'what it costs to act on it is not known.'
  const { roundTripBps, spreadBps } = costs
  const move = `the move it typically predicts is ${bps(predictedMoveBps)}`
  if (roundTripBps === null) {
    const compared = predictedMoveBps < spreadBps ? 'less than' : 'more than'
    return `${move}, ${compared} the spread of ${bps(spreadBps)} that comes before any fee.`
  }
  if (predictedMoveBps < roundTripBps) return `${move}, getting in and out costs ${bps(roundTripBps)}: no edge for a taker.`
  return `${move}, more than the ${bps(roundTripBps)} that getting in and out costs: worth a test with paper trades.`
}

const predictors = [
  ['ofi', 'OFI'],
  ['tradeImbalance', 'trade imbalance'],
  ['integrated', 'integrated OFI'],
  ['imbalance', 'order imbalance'],
  ['microprice', 'the micro-price'],
  ['cvd', 'CVD'],
] as const

function depthSentences({ depthLaw }: Found): string[] {
  if (depthLaw === null || depthLaw.betaTimes2D === null) return []
  const { betaTimes2D, blocks, exponent, exponentInterval } = depthLaw
  const twice = `β times twice the depth is ${fixed(betaTimes2D, 2)}`
  if (exponent === null || exponentInterval === null) return [`${twice}, where a plain book has 1.`]
  const [low, high] = exponentInterval
  const found = `${fixed(exponent, 2)} (95 % ${fixed(low, 2)} … ${fixed(high, 2)})`
  return [`Over ${blocks} blocks β goes with depth to the power ${found}, ${depthVerdict(exponentInterval)}; ${twice}.`]
}

function depthVerdict([low, high]: Interval): string {
  if (high < -1 || low > -1) return 'which is not the −1 of a plain book'
  return high < 0 ? 'which agrees with the −1 of a plain book' : 'too few blocks to tell the −1 of a plain book from no law at all'
}

function factorSentences({ factors }: Found): string[] {
  const pair = factors?.doubleScored
  if (factors === null || pair === null || pair === undefined) return []
  const together = pair.correlation === null ? `n/a, ${counted(pair.n, 'decision')}` : fixed(pair.correlation, 2)
  const said = `Order imbalance and depth, which the founding brief computed once and scored twice (correlation 1), are two measures here: correlation ${together}`
  return [pair.bothFired === 0 ? `${said}.` : `${said}, to the same side ${pair.sameSide} of the ${pair.bothFired} times both fired.`]
}

function levelSentences({ levels }: Found): string[] {
  if (levels === null) return []
  const came = levels.filter(({ level }) => level.held + level.broken > 0)
  return came.length === 0 ? ['Nothing can be said of levels: the price came to none and left it.'] : came.map(levelSentence)
}

function levelSentence({ claim, difference, differenceInterval, kind, level, random, verdict }: LevelFigures): string {
  const outcomes = level.held + level.broken
  if (level.holdRate === null || random.holdRate === null || difference === null) return `${kind}: n/a, ${outcomes} outcomes.`
  const rates = `held ${share(level.holdRate)} of ${outcomes} times, random levels ${share(random.holdRate)}`
  const interval = differenceInterval === null ? '' : `, difference ${shares(differenceInterval)}`
  const said = claim === 'holds' ? 'that it holds' : 'that it breaks'
  return `${kind} ${rates}${interval}: the claim ${said} is ${verdicts[verdict]}.`
}

const verdicts = {
  'as claimed': 'borne out',
  'the opposite': 'contradicted',
  'not shown': 'not borne out',
  'not enough data': 'not tested, the outcomes are too few',
} as const

function share(value: number): string {
  return `${fixed(100 * value, 1)} %`
}

function shares([low, high]: readonly [number, number]): string {
  return `${fixed(100 * low, 1)} … ${fixed(100 * high, 1)} %`
}

function bps(value: number): string {
  return `${fixed(value, 2)} bps`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A minus is written as the sign, not as a hyphen; what rounds to 0 has none. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? (0).toFixed(decimals) : text.replace('-', '−')
}
