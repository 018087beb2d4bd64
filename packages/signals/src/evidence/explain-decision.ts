import { heaviestFirst } from '../score/reasons.ts'
import type { FactorEvidence, SourcePart } from '../synthesizer/source.ts'
import { toneOf } from '../summary/rows.ts'
import type { SummaryRow, SummarySection, Tone } from '../summary/summary.ts'
import { fixed, signed } from '../text/number.ts'
import { utcText } from '../text/utc.ts'
import type { DecisionEvidence, EvidenceBundle } from './bundle.ts'

/** What decided, what came of it, and what its factors and parts were. */
type Decided = Pick<EvidenceBundle, 'decision' | 'factors' | 'parts'>

const tones: Readonly<Record<DecisionEvidence['direction'], Tone>> = { LONG: 'buy', SHORT: 'sell', HOLD: 'neutral' }

/** What was decided; of a synthesis also what is held, and why where its sources come to something else. */
export function decisionSection({ decision, factors, parts }: Decided): SummarySection {
  const { abstained, decisionThreshold, direction, net, reachableNet, reason, reasons, strength } = decision
  const held = heldRows(decision)
  if (abstained)
    return { title: 'Decision', rows: [{ label: 'Direction', value: `◆ abstained: ${reason ?? 'no reason'}`, tone: 'warn' }, ...held] }
  const whole = parts.length > 0 ? reachableNet : sumOf(factors, ({ weight }) => weight)
  const reachable = `reachable ±${reachableNet}${reachableNet === whole ? '' : ` of ±${whole}`}`
  const tone = tones[direction]
  // What holds a synthesis back comes before what its sources say.
  const because = parts.length > 0 && reasons.length > parts.length ? reasons.slice(0, reasons.length - parts.length) : []
  return {
    title: 'Decision',
    rows: [
      { label: 'Direction', value: direction, ...(strength === undefined ? {} : { note: `strength ${fixed(strength, 2)}` }), tone },
      { label: 'Net', value: net === null ? '–' : signed(net, 0), note: `needs more than ±${decisionThreshold}, ${reachable}`, tone },
      ...because.map((text) => ({ label: 'Latch', value: text })),
      ...held,
    ],
  }
}

function heldRows({ latch }: DecisionEvidence): SummaryRow[] {
  if (latch === undefined) return []
  const { direction, leftUs, sinceUs } = latch
  const since = sinceUs === null ? '' : ` since ${timeText(sinceUs)}`
  const left = leftUs === null ? 'no direction was left yet' : `a direction was last left at ${timeText(leftUs)}`
  return [{ label: 'Held', value: `${direction === 'HOLD' ? 'nothing' : direction}${since}`, note: left }]
}

/** What each factor added and why; of a synthesis what each source said and counted, each with its own factors. */
export function factorSections({ decision, factors, parts }: Decided): SummarySection[] {
  const own = factors.length > 0 || parts.length === 0 ? [factorSection('Factors', factors, decision.net)] : []
  return [...own, ...(parts.length === 0 ? [] : [partSection(parts, decision.net), ...parts.flatMap((part) => ofPart(part, part.source))])]
}

function ofPart({ reading: { factors, net, parts = [] } }: SourcePart, name: string): SummarySection[] {
  const nested = parts.flatMap((part) => ofPart(part, `${name} / ${part.source}`))
  const own = factors.length > 0 ? [factorSection(`Factors of ${name}`, factors, net)] : []
  return [...own, ...(parts.length === 0 ? [] : [partSection(parts, net, name), ...nested])]
}

function partSection(parts: readonly SourcePart[], net: number | null, of?: string): SummarySection {
  const names = Math.max(...parts.map(({ source }) => source.length))
  const weights = Math.max(...parts.map(({ weight }) => String(weight).length))
  const amounts = Math.max(...parts.map(({ reading }) => netText(reading.net).length), netText(net).length)
  const rows = parts.map(({ counted, reading, source, weight }): SummaryRow => {
    const { abstained, decisionThreshold, direction, reason } = reading
    const words = abstained ? `abstained: ${reason ?? 'no reason'}` : `${direction}, needs more than ±${decisionThreshold}`
    const value = `${netText(reading.net).padStart(amounts)}  weight ${String(weight).padStart(weights)}  ${source.padEnd(names)}  ${words}`
    return { label: '', value: counted ? value : `${value}, not counted`, tone: abstained ? 'unknown' : tones[direction] }
  })
  const title = of === undefined ? 'Sources' : `Sources of ${of}`
  return {
    title,
    rows: [...rows, { label: '', value: '---' }, { label: '', value: `${netText(net).padStart(amounts)} net, the mean by weight` }],
  }
}

function factorSection(title: string, factors: readonly FactorEvidence[], net: number | null): SummarySection {
  const lines = heaviestFirst(factors).map((factor) => ({ amount: amountOf(factor), factor }))
  const sum = netText(net)
  const amounts = Math.max(sum.length, ...lines.map(({ amount }) => amount.length))
  const labels = Math.max(3, ...factors.map(({ label }) => label.length))
  const weights = Math.max(0, ...factors.map(({ weight }) => String(weight).length))
  const rows = lines.map(({ amount, factor }): SummaryRow => {
    const { contribution, label, sentence, state, weight } = factor
    const tone = isUnknown(factor) ? 'unknown' : toneOf(contribution)
    const words = state === 'held-back' ? `held back: ${sentence}` : sentence
    return {
      label: '',
      value: `${amount.padStart(amounts)} of ${String(weight).padStart(weights)}  ${label.padEnd(labels)}  ${words}`,
      tone,
    }
  })
  return { title, rows: [...rows, { label: '', value: '---' }, { label: '', value: `${sum.padStart(amounts)} net` }] }
}

function amountOf(factor: FactorEvidence): string {
  return isUnknown(factor) ? '–' : signed(factor.contribution, 0)
}

function isUnknown({ state }: FactorEvidence): boolean {
  return state === 'unknown' || state === 'absent'
}

function netText(net: number | null): string {
  return net === null ? '–' : signed(net, 0)
}

function timeText(timeUs: number): string {
  return utcText(timeUs).slice(0, 19)
}

function sumOf(factors: readonly FactorEvidence[], valueOf: (factor: FactorEvidence) => number): number {
  return factors.reduce((sum, factor) => sum + valueOf(factor), 0)
}
