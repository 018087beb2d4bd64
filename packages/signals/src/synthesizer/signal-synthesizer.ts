import { featureNames } from '@of/core'
import { signed } from '../text/number.ts'
import { agree } from './agreement.ts'
import { latch, type LatchOptions, type LatchState, openLatch, release } from './latch.ts'
import type { Agreement, SourceRecipe, WhenOneAbstains } from './recipe.ts'
import { abstain } from './score-factors.ts'
import type { SignalSource, SourceInputs, SourcePart, SourceReading } from './source.ts'

/** A source and what its word counts, in hundredths: a whole number above zero. Only what weights are to each other matters. */
export interface WeightedSource {
  readonly source: SignalSource
  readonly weight: number
}

/** How sources are put together. */
export interface SynthesizerOptions extends LatchOptions {
  /** `synthesis` unless given. */
  readonly name?: string
  readonly sources: readonly WeightedSource[]
  readonly agreement: Agreement
  /** Hundredths that the net must be strictly beyond if `weighted`; 40 unless given. */
  readonly decisionThreshold?: number
  /**
   * What one source's abstention does. `abstain`, unless given: the whole abstains. `leave-out`: the others decide without it. `hold`: it counts as a
   * HOLD of its full weight. Where every source abstains, the whole does.
   */
  readonly whenOneAbstains?: WhenOneAbstains
}

/** What a synthesis remembers, and what each of its sources does, in their order. */
export interface SynthesizerState {
  readonly latch: LatchState
  readonly sources: readonly unknown[]
}

/** Several sources as one. */
export type SignalSynthesizer = SignalSource<SynthesizerState>

/**
 * Several sources as one: each keeps its own evidence, and what they come to together is held as the options say. Itself a source, so that a synthesis
 * can be a part of another. An abstention ends what was held.
 *
 * Throws a RangeError for options that no synthesis can have.
 */
export function signalSynthesizer(options: SynthesizerOptions): SignalSynthesizer {
  check(options)
  const { agreement, name = 'synthesis', sources } = options
  const decisionThreshold = agreement === 'weighted' ? (options.decisionThreshold ?? 40) : 0
  return {
    name,
    inputs: inputsOf(sources),
    // What is held depends on all that was ever taken.
    lookBackUs: remembers(options) ? Infinity : Math.max(...sources.map(({ source }) => source.lookBackUs)),
    ...recipeOf(options, { name, decisionThreshold }),
    init: () => ({ latch: openLatch(), sources: sources.map(({ source }) => source.init()) }),
    decide(state, input) {
      const readings = sources.map(({ source }, at) => source.decide(state.sources[at], input))
      const parts = sources.map(({ source, weight }, at) => partOf(source, weight, readings[at]!, options))
      const abstained = parts.filter(({ reading }) => reading.abstained)
      if (abstained.length === parts.length || (abstained.length > 0 && (options.whenOneAbstains ?? 'abstain') === 'abstain')) {
        release(state.latch, input.timeUs)
        return {
          ...abstain(abstained.map(({ reading, source }) => `${source}: ${reading.reason}`).join('; '), decisionThreshold),
          parts,
          latch: { ...state.latch },
        }
      }
      const counted = parts.filter((part) => part.counted)
      const { direction: wished, net, reachableNet } = agree(agreement, counted, decisionThreshold)
      const { because, direction } = latch(state.latch, options, { timeUs: input.timeUs, direction: wished, net })
      return {
        direction,
        net,
        decisionThreshold,
        reachableNet,
        abstained: false,
        reasons: [...(because === undefined ? [] : [`${direction}, ${because}`]), ...parts.map(sentenceOf)],
        factors: [],
        parts,
        latch: { ...state.latch },
      }
    },
  }
}

function partOf({ name }: SignalSource, weight: number, reading: SourceReading, { whenOneAbstains }: SynthesizerOptions): SourcePart {
  return { source: name, weight, counted: !(reading.abstained && whenOneAbstains !== 'hold'), reading }
}

function sentenceOf({ reading, source, weight }: SourcePart): string {
  const { direction, net } = reading
  if (net === null) return `${source} abstained, weight ${weight}: ${reading.reason}`
  return `${source} ${direction} ${signed(net, 0)}, weight ${weight}: ${reading.reasons[0]}`
}

function inputsOf(sources: readonly WeightedSource[]): SourceInputs {
  const looked = new Set(sources.flatMap(({ source }) => source.inputs.features))
  return { features: featureNames.filter((feature) => looked.has(feature)), bars: sources.some(({ source }) => source.inputs.bars) }
}

/** None where one of the sources does not say what it is made of. */
function recipeOf(
  options: SynthesizerOptions,
  settled: { readonly name: string; readonly decisionThreshold: number },
): { readonly recipe?: SourceRecipe } {
  const { agreement, cooldownUs, keepAbove, minimumHoldUs, whenOneAbstains = 'abstain' } = options
  const sources = options.sources.flatMap(({ source: { recipe }, weight }) => (recipe === undefined ? [] : [{ weight, recipe }]))
  if (sources.length < options.sources.length) return {}
  const given = Object.entries({ keepAbove, minimumHoldUs, cooldownUs }).filter(([, value]) => value !== undefined)
  return { recipe: { kind: 'synthesis', ...settled, agreement, whenOneAbstains, latch: Object.fromEntries(given), sources } }
}

function remembers({ cooldownUs = 0, keepAbove, minimumHoldUs = 0 }: LatchOptions): boolean {
  return keepAbove !== undefined || minimumHoldUs > 0 || cooldownUs > 0
}

function check(options: SynthesizerOptions): void {
  const { agreement, cooldownUs = 0, decisionThreshold = 40, keepAbove = 0, minimumHoldUs = 0, sources } = options
  checkSources(sources)
  if (!isWhole(decisionThreshold)) throw refused('decisionThreshold', 'a whole number of hundredths, 0 or more', decisionThreshold)
  if (!isWhole(keepAbove)) throw refused('keepAbove', 'a whole number of hundredths, 0 or more', keepAbove)
  if (agreement === 'weighted' && keepAbove > decisionThreshold) throw refused('keepAbove', `${decisionThreshold} or less`, keepAbove)
  for (const [name, spanUs] of Object.entries({ minimumHoldUs, cooldownUs })) if (!(spanUs >= 0)) throw refused(name, '0 or more', spanUs)
}

function checkSources(sources: readonly WeightedSource[]): void {
  if (sources.length === 0) throw new RangeError('signalSynthesizer: expected at least one source, received none')
  const names = new Set<string>()
  for (const { source, weight } of sources) {
    if (!isWhole(weight) || weight === 0) throw refused(`the weight of ${source.name}`, 'a whole number of hundredths above 0', weight)
    if (names.has(source.name)) throw new RangeError(`signalSynthesizer: expected a name used once, received ${source.name} twice`)
    names.add(source.name)
  }
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 0
}

function refused(what: string, expected: string, received: number): RangeError {
  return new RangeError(`signalSynthesizer: expected ${what} to be ${expected}, received ${received}`)
}
