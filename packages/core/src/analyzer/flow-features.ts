import type { FeatureReading } from '../features/features.ts'
import { recordOf } from '../features/record-of.ts'
import { normalisedOfi } from '../flow/cks-depth.ts'
import { type CoverageState, coverageOf } from '../indicator/coverage.ts'
import type { Us } from '../market.ts'
import { bookFlow, type BookFlowState, FLOW_WINDOW_US } from './book-flow.ts'
import { known, maybe, unknown } from './reading.ts'

/** The features that remember what the book was. */
export type FlowFeatureName =
  | 'orderImbalanceMean'
  | 'ofi'
  | 'ofiBefore'
  | 'ofiNormalised'
  | 'ofiNormalisedBefore'
  | 'ofiMomentum'
  | 'ofiMomentumZ'
  | DeepOfiName

const DEEP_NAMES = [
  'deepOfi1',
  'deepOfi2',
  'deepOfi3',
  'deepOfi4',
  'deepOfi5',
  'deepOfi6',
  'deepOfi7',
  'deepOfi8',
  'deepOfi9',
  'deepOfi10',
] as const

type DeepOfiName = (typeof DEEP_NAMES)[number]

/** What flow features are read from. */
export interface FlowContext {
  readonly flow: BookFlowState
  readonly coverage: CoverageState
  readonly nowUs: Us
  /** Why ranked levels without dust are not known; `undefined` when they are. */
  readonly noDollars: string | undefined
}

const FIRST = 'waiting for a second quote'
const UNSEEN = 'no two-sided book in the window'

/** Reads the flow of the book; every clock must stand at `nowUs`. */
export function flowFeatures(context: FlowContext): Readonly<Record<FlowFeatureName, FeatureReading>> {
  return { ...ofiFeatures(context), ...momentumFeatures(context), ...imbalanceMean(context), ...deepFeatures(context) }
}

function ofiFeatures({
  flow,
  coverage,
  nowUs,
}: FlowContext): Record<'ofi' | 'ofiBefore' | 'ofiNormalised' | 'ofiNormalisedBefore', FeatureReading> {
  const window = bookFlow.readWindow(flow)
  const depth = bookFlow.readDepth(flow)
  const covered = { coverage: coverageOf(coverage, nowUs, FLOW_WINDOW_US) }
  const earlier = { coverage: coverageOf(coverage, nowUs - FLOW_WINDOW_US, FLOW_WINDOW_US) }
  const normalised = (value: number | undefined, extras: { readonly coverage: number }): FeatureReading => {
    if (value === undefined || extras.coverage === 0) return unknown(value === undefined ? FIRST : UNSEEN)
    if (depth === undefined) return unknown('warming up: 5 min of quotes')
    return known(normalisedOfi(value, depth.depth), { ...extras, note: depth.basis === 'touchMean' ? 'touchMean' : undefined })
  }
  return {
    ofi: flowOf(window?.ofi, FIRST, covered),
    ofiBefore: flowOf(window?.before, FIRST, earlier),
    ofiNormalised: normalised(window?.ofi, covered),
    ofiNormalisedBefore: normalised(window?.before, earlier),
  }
}

/** Flow that nobody watched is not 0. */
function flowOf(value: number | undefined, reason: string, covered: { readonly coverage: number }): FeatureReading {
  return covered.coverage === 0 && value !== undefined ? unknown(UNSEEN) : maybe(value, reason, covered)
}

function momentumFeatures({ flow }: FlowContext): Record<'ofiMomentum' | 'ofiMomentumZ', FeatureReading> {
  const reading = bookFlow.readMomentum(flow)
  const reason = 'warming up: 60 s and 20 changes of the best quote'
  return { ofiMomentum: maybe(reading?.momentum, reason), ofiMomentumZ: maybe(reading?.z, reason) }
}

function imbalanceMean({ flow, noDollars }: FlowContext): Record<'orderImbalanceMean', FeatureReading> {
  if (noDollars !== undefined) return { orderImbalanceMean: unknown(noDollars) }
  const reading = bookFlow.readImbalance(flow)
  return { orderImbalanceMean: reading ? known(reading.mean, { coverage: reading.coverage }) : unknown('no book in the last 10 s') }
}

function deepFeatures({ flow, coverage, nowUs, noDollars }: FlowContext): Record<DeepOfiName, FeatureReading> {
  const covered = { coverage: coverageOf(coverage, nowUs, FLOW_WINDOW_US) }
  const read = (level: number): FeatureReading =>
    noDollars === undefined
      ? flowOf(bookFlow.readDeep(flow, level), 'the book was never that deep twice in a row', covered)
      : unknown(noDollars)
  return recordOf(DEEP_NAMES, (name) => read(DEEP_NAMES.indexOf(name) + 1))
}
