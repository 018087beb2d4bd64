import { featureNames, featureTable, SECOND_US, type Us } from '@of/core'
import { heaviestFirst } from '../score/reasons.ts'
import type { FactorReading } from '../score/signal.ts'
import { toneOf } from '../summary/rows.ts'
import type { Summary, SummaryRow, SummarySection } from '../summary/summary.ts'
import { fixed, signed } from '../text/number.ts'
import { utcText } from '../text/utc.ts'
import type { ConnectionEvidence, SealedBundle } from './bundle.ts'
import { isIntact } from './verify-bundle.ts'

/** A bundle in words: what was decided, what each factor added and why, what was measured, what it was measured from, and whether the bundle is as it was sealed. */
export function explainBundle(bundle: SealedBundle): Summary {
  return {
    title: `Evidence - ${bundle.product}, ${utcText(bundle.timeUs).slice(0, 19)} UTC`,
    sections: [decisionSection(bundle), factorSection(bundle), featureSection(bundle), inputSection(bundle), sealSection(bundle)],
  }
}

function decisionSection({ decision, factors }: SealedBundle): SummarySection {
  const { abstained, decisionThreshold, direction, net, reachableNet, reason, strength } = decision
  const whole = sumOf(factors, ({ weight }) => weight)
  const reachable = `reachable ±${reachableNet}${reachableNet === whole ? '' : ` of ±${whole}`}`
  if (abstained) return { title: 'Decision', rows: [{ label: 'Direction', value: `◆ abstained: ${reason}`, tone: 'warn' }] }
  const tone = ({ LONG: 'buy', SHORT: 'sell', HOLD: 'neutral' } as const)[direction]
  return {
    title: 'Decision',
    rows: [
      { label: 'Direction', value: direction, note: `strength ${fixed(strength, 2)}`, tone },
      { label: 'Net', value: net === null ? '–' : signed(net, 0), note: `needs more than ±${decisionThreshold}, ${reachable}`, tone },
    ],
  }
}

function factorSection({ decision: { net }, factors }: SealedBundle): SummarySection {
  const lines = heaviestFirst(factors).map((factor) => ({ amount: amountOf(factor), factor }))
  const sum = net === null ? '–' : signed(net, 0)
  const amounts = Math.max(sum.length, ...lines.map(({ amount }) => amount.length))
  const labels = Math.max(3, ...factors.map(({ label }) => label.length))
  const weights = Math.max(...factors.map(({ weight }) => String(weight).length))
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
  return { title: 'Factors', rows: [...rows, { label: '', value: '---' }, { label: '', value: `${sum.padStart(amounts)} net` }] }
}

function amountOf(factor: FactorReading): string {
  return isUnknown(factor) ? '–' : signed(factor.contribution, 0)
}

function isUnknown({ state }: FactorReading): boolean {
  return state === 'unknown' || state === 'absent'
}

/** Raw values, with every digit that they have. */
function featureSection({ features, sources }: SealedBundle): SummarySection {
  const named = featureNames.flatMap((name) => (features[name] === undefined ? [] : [{ name, ...features[name] }]))
  const rows = named.map(({ coverage, name, note, reason, value }): SummaryRow => {
    const notes = [note, coverage === undefined ? undefined : `coverage ${fixed(Math.floor(coverage * 1_000) / 10, 1)} %`]
    const known = notes.filter((part) => part !== undefined).join(', ')
    if (value === null) return { label: name, value: '–', note: `n/a: ${reason ?? 'no value'}`, tone: 'unknown' }
    return { label: name, value: `${String(value).replace('-', '−')} ${featureTable[name].unit}`, ...(known === '' ? {} : { note: known }) }
  })
  const health = Object.entries(sources).map(([source, { state, ...why }]): SummaryRow => {
    const healthy = state === 'healthy'
    return {
      label: source,
      value: healthy ? state : `▲ ${state}`,
      ...('reason' in why ? { note: why.reason } : {}),
      ...(healthy ? {} : { tone: 'warn' }),
    }
  })
  return { title: 'Measured', rows: [...rows, ...health] }
}

function inputSection({ inputs, simulated }: SealedBundle): SummarySection {
  const { arrivals, connections, content, firstUs, frames, lastUs, recording } = inputs
  const parts = recording.length === 1 ? describePart(recording[0]!) : `${recording.length} parts`
  return {
    title: 'Inputs',
    rows: [
      ...(simulated ? [{ label: 'Origin', value: '▲ SIMULATED', note: 'not a market, made by a simulator', tone: 'warn' } as const] : []),
      { label: 'Recording', value: recording.length === 0 ? 'none, received live' : parts },
      { label: 'Received', value: `${utcText(firstUs)} – ${utcText(lastUs)} UTC`, note: spanText(lastUs - firstUs) },
      { label: 'Arrivals', value: fixed(arrivals, 0), note: `${fixed(frames, 0)} of them frames` },
      ...connections.map(connectionRow),
      { label: 'Content', value: `sha256 ${content}` },
    ],
  }
}

function describePart({ format, source, version }: Readonly<Record<string, unknown>>): string {
  return `${String(format)} ${String(version)}, ${String(source)}`
}

function connectionRow({ firstSequence, frames, lastSequence, name }: ConnectionEvidence): SummaryRow {
  const span =
    firstSequence === null || lastSequence === null ? 'not numbered' : `numbers ${fixed(firstSequence, 0)} – ${fixed(lastSequence, 0)}`
  return { label: `Connection ${name}`, value: `${fixed(frames, 0)} frames`, note: span }
}

function spanText(spanUs: Us): string {
  return `${fixed(spanUs / SECOND_US, 1)} s`
}

function sealSection(bundle: SealedBundle): SummarySection {
  const { code, decideEveryUs, hash, ruleSet } = bundle
  const intact = isIntact(bundle)
  return {
    title: 'Seal',
    rows: [
      { label: 'Rule set', value: `${ruleSet.rules.name} ${ruleSet.hash}` },
      { label: 'Decided', value: `every ${fixed(decideEveryUs / SECOND_US, 0)} s` },
      { label: 'Code', value: `version ${code.version}` },
      intact
        ? { label: 'Bundle', value: `sha256 ${hash}`, note: 'intact' }
        : { label: 'Bundle', value: `◆ changed since it was sealed`, note: `its hash should not be ${hash}`, tone: 'warn' },
    ],
  }
}

function sumOf(factors: readonly FactorReading[], valueOf: (factor: FactorReading) => number): number {
  return factors.reduce((sum, factor) => sum + valueOf(factor), 0)
}
