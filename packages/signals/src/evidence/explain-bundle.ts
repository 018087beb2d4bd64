import { featureNames, featureTable, SECOND_US, type Us } from '@of/core'
import type { Summary, SummaryRow, SummarySection } from '../summary/summary.ts'
import { fixed } from '../text/number.ts'
import { utcText } from '../text/utc.ts'
import type { ConnectionEvidence, SealedBundle } from './bundle.ts'
import { decisionSection, factorSections } from './explain-decision.ts'
import { madeOfRows } from './explain-recipe.ts'
import { isIntact } from './verify-bundle.ts'

/** A bundle in words: what was decided, what each factor added and why, what was measured, what it was measured from, and whether the bundle is as it was sealed. */
export function explainBundle(bundle: SealedBundle): Summary {
  return {
    title: `Evidence - ${bundle.product}, ${utcText(bundle.timeUs).slice(0, 19)} UTC`,
    sections: [decisionSection(bundle), ...factorSections(bundle), featureSection(bundle), inputSection(bundle), sealSection(bundle)],
  }
}

/** Raw values, with every digit that they have. */
function featureSection({ bars, features, sources }: SealedBundle): SummarySection {
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
  return { title: 'Measured', rows: [...rows, ...barRows(bars), ...health] }
}

function barRows(bars: SealedBundle['bars']): SummaryRow[] {
  if (bars === null) return []
  const { content, count, firstUs, lastUs } = bars
  if (firstUs === null || lastUs === null) return [{ label: 'Bars', value: 'none yet', tone: 'unknown' }]
  const span = `${utcText(firstUs).slice(0, 19)} – ${utcText(lastUs).slice(0, 19)} UTC`
  return [
    { label: 'Bars', value: `${fixed(count, 0)} of one minute`, note: span },
    { label: 'Bars content', value: `sha256 ${content}` },
  ]
}

function inputSection({ inputs, simulated }: SealedBundle): SummarySection {
  const { arrivals, connections, content, firstUs, frames, lastUs, recording, resumedUs } = inputs
  const parts = recording.length === 1 ? describePart(recording[0]!) : `${recording.length} parts`
  return {
    title: 'Inputs',
    rows: [
      ...(simulated ? [{ label: 'Origin', value: '▲ SIMULATED', note: 'not a market, made by a simulator', tone: 'warn' } as const] : []),
      { label: 'Recording', value: recording.length === 0 ? 'not named, as a service received it' : parts },
      ...(resumedUs === null ? [] : [resumedRow(resumedUs)]),
      { label: 'Received', value: `${utcText(firstUs)} – ${utcText(lastUs)} UTC`, note: spanText(lastUs - firstUs) },
      { label: 'Arrivals', value: fixed(arrivals, 0), note: `${fixed(frames, 0)} of them frames` },
      ...connections.map(connectionRow),
      { label: 'Content', value: `sha256 ${content}` },
    ],
  }
}

function resumedRow(resumedUs: Us): SummaryRow {
  const note = 'what was known then is in no recording: it cannot be derived again from frames alone'
  return { label: 'Goes on from', value: `▲ ${utcText(resumedUs).slice(0, 19)} UTC`, note, tone: 'warn' }
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
  const { code, decideEveryUs, hash, source } = bundle
  return {
    title: 'Seal',
    rows: [
      ...madeOfRows(source.recipe, source.hash),
      { label: 'Decided', value: `every ${fixed(decideEveryUs / SECOND_US, 0)} s` },
      { label: 'Code', value: `version ${code.version}` },
      isIntact(bundle)
        ? { label: 'Bundle', value: `sha256 ${hash}`, note: 'intact' }
        : { label: 'Bundle', value: `◆ changed since it was sealed`, note: `its hash should not be ${hash}`, tone: 'warn' },
    ],
  }
}
