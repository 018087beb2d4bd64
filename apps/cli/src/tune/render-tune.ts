import type { HoldOut, TradesReading, TuneResult } from '@of/backtest'
import type { RuleSet } from '@of/signals'
import { isoTime } from '../input/time.ts'
import type { Paint } from '../render/colour.ts'

const LABEL = 24

/** What came of tuning as text: what was tried, what that is worth, and the conclusions. */
export function renderTune(result: TuneResult, base: RuleSet, paint: Paint): string {
  const { best, deflated, holdOut, nullControl, overfitting, products, space, trials, walkForward } = result
  const row = (label: string, text: string): string => `  ${paint('dim', label.padEnd(LABEL))}${text}\n`
  const moments = products.map(({ moments: n, product }) => `${product} ${n}`).join(', ')
  return [
    row('moments of decision', moments),
    row(
      'search',
      `${trials.here} of ${space.size} configurations around ${base.name}; ever tried on these data ${trials.ever}, ${trials.effective} different ideas${trials.elsewhere === 0 ? '' : `; on others of the same time ${trials.elsewhere}`}`,
    ),
    row(
      'costs',
      `${result.feeBps} bps a fill, the spread and the book's depth for ${result.notional} after ${result.latencyUs / 1_000} ms`,
    ),
    `\n${paint('title', 'Where it was chosen')} ${paint('dim', '(in sample: no evidence of anything)')}\n`,
    best === null
      ? row('best', 'n/a: no configuration traded often enough')
      : row('best', `holds ${best.config.holdMinutes} min, ${reading(best)}`) + differences(base, best.config.ruleSet, row),
    `\n${paint('title', 'What came after')} ${paint('dim', '(out of sample)')}\n`,
    ...walkForward.steps.map(({ chosen, test }, index) =>
      row(
        `step ${index + 1}`,
        `${isoTime(test.fromUs).slice(0, 16)}Z – ${isoTime(test.toUs).slice(0, 16)}Z  ${chosen === null ? 'n/a: nothing to choose' : `configuration ${chosen + 1}`}`,
      ),
    ),
    row('all steps', reading(walkForward)),
    row(
      'probabilistic Sharpe',
      `${probability(walkForward.psr)} by ${walkForward.hours} hours, ${probability(walkForward.effectivePsr)} by as many as are independent`,
    ),
    `\n${paint('title', 'How much of it is luck')}\n`,
    row(
      'deflated Sharpe',
      `${probability(deflated.raw)} for ${trials.ever} trials, ${probability(deflated.effective)} for ${trials.effective}`,
    ),
    row(
      'null data',
      nullControl.p === null
        ? `n/a: ${nullControl.reason ?? ''}`
        : `${nullControl.asGood} of ${nullControl.runs} as good, p ${nullControl.p.toFixed(2)}`,
    ),
    row('overfitting (PBO)', overfitting.pbo === null ? `n/a: ${overfitting.reason ?? ''}` : overfitting.pbo.toFixed(2)),
    row('hold-out', heldOut(holdOut)),
    `\n${paint('title', 'Conclusions')}\n`,
    ...result.conclusions.map((sentence) => `  ${sentence}\n`),
  ].join('')
}

function heldOut({ fromUs, looks, looksElsewhere, reading: seen, toUs }: HoldOut): string {
  if (!(fromUs < toUs)) return 'n/a: none was kept'
  const elsewhere = looksElsewhere === 0 ? '' : `; on other data of the same time: ${looksElsewhere}`
  return `${isoTime(fromUs).slice(0, 16)}Z on, ${seen === null ? `locked; looks so far: ${looks}` : `${reading(seen)}; look ${looks}`}${elsewhere}`
}

function differences(base: RuleSet, found: RuleSet, row: (label: string, text: string) => string): string {
  const parts = base.factors.map((rule) => {
    const now = found.factors.find(({ factor }) => factor === rule.factor)
    return now === undefined ? `${rule.factor} left out` : `${rule.factor} ${rule.weight} → ${now.weight}, beyond ${bound(now.bullish)}`
  })
  return row('its rules', `net beyond ${base.decisionThreshold} → ${found.decisionThreshold}`) + parts.map((part) => row('', part)).join('')
}

function bound(limit: object): string {
  return Object.entries(limit)
    .map(([side, value]) => `${side === 'above' ? '>' : '<'} ${String(value)}`)
    .join('')
}

function reading({ interval, meanNetBps, trades, unfilled, unfinished }: TradesReading): string {
  const mean = meanNetBps === null ? 'n/a' : `${signed(meanNetBps)} bps a trade after costs`
  const range = interval === null ? 'no interval under 30 trades' : `95 % ${signed(interval.low)} to ${signed(interval.high)}`
  return `${mean}  n ${trades}, ${range}${unfilled + unfinished === 0 ? '' : `, ${unfilled} unfilled, ${unfinished} unfinished`}`
}

function probability(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(3)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
}
