import type { ScoredSignal } from '../../factors/score-source.ts'
import { heaviestFirst } from '../../score/reasons.ts'
import type { FactorEvidence } from '../../synthesizer/source.ts'
import { fixed, signed } from '../../text/number.ts'
import { toneOf } from '../rows.ts'
import type { SummaryRow, SummarySection, Tone } from '../summary.ts'

/** The direction, its strength, and what each factor added to it. */
export function signalSection(signal: ScoredSignal): SummarySection {
  const tone = toneOfSignal(signal)
  const reasons =
    signal.factors.some(({ state }) => state === 'fired') && signal.net !== null ? account(signal, signal.net) : headline(signal)
  return {
    title: 'Signal',
    rows: [
      { label: 'Direction', value: signal.direction, tone },
      { label: 'Strength', value: fixed(signal.strength, 2), tone },
      ...reasons.map((row, at) => (at === 0 ? { ...row, label: 'Reasons' } : row)),
    ],
  }
}

function toneOfSignal({ abstained, direction }: ScoredSignal): Tone {
  if (abstained) return 'warn'
  return ({ LONG: 'buy', SHORT: 'sell', HOLD: 'neutral' } as const)[direction]
}

/** Every factor with what it added, and the sum. */
function account(signal: ScoredSignal, net: number): SummaryRow[] {
  const lines = heaviestFirst(signal.factors).map(lineOf)
  const total: Line = {
    amount: signed(net, 0),
    label: 'net',
    text: `${verdict(signal)}, ${reachable(signal)}`,
    tone: toneOfSignal(signal),
  }
  const rows = aligned([...lines, total])
  return [...rows.slice(0, -1), { label: '', value: '---' }, ...rows.slice(-1)]
}

/** Why nothing fired or was decided, and which factors could not say. */
function headline(signal: ScoredSignal): SummaryRow[] {
  const first: SummaryRow = { label: '', value: signal.reasons.join('; '), tone: toneOfSignal(signal) }
  const silent = signal.factors.filter(({ state }) => state !== 'quiet' && state !== 'fired').map(lineOf)
  return silent.length === 0 ? [first] : [first, ...aligned(silent), { label: '', value: reachable(signal) }]
}

interface Line {
  readonly amount: string
  readonly label: string
  readonly text: string
  readonly tone: Tone
}

function lineOf({ contribution, label, sentence, state }: FactorEvidence): Line {
  const unknown = state === 'unknown' || state === 'absent'
  const tone = unknown ? 'unknown' : toneOf(contribution)
  return { amount: unknown ? '–' : signed(contribution, 0), label, text: sentence, tone }
}

function aligned(lines: readonly Line[]): SummaryRow[] {
  const amounts = Math.max(...lines.map(({ amount }) => amount.length))
  const labels = Math.max(...lines.map(({ label }) => label.length))
  return lines.map(({ amount, label, text, tone }) => ({
    label: '',
    value: `${amount.padStart(amounts)} ${label.padEnd(labels)}  ${text}`,
    tone,
  }))
}

function verdict({ direction, decisionThreshold }: ScoredSignal): string {
  const threshold = fixed(decisionThreshold, 0)
  if (direction === 'LONG') return `LONG above +${threshold}`
  return direction === 'SHORT' ? `SHORT below −${threshold}` : `HOLD within ±${threshold}`
}

function reachable({ reachableNet, factors }: ScoredSignal): string {
  const whole = factors.reduce((total, { weight }) => total + weight, 0)
  return reachableNet === whole ? `reachable ±${whole}` : `reachable ±${reachableNet} of ±${whole}`
}
