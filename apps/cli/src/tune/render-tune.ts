import type { HoldOut, TradesReading, TrialConfig, TuneOptions, TuneResult } from '@of/backtest'
import type { Us } from '@of/core'
import type { Bound } from '@of/signals'
import { wrapped } from '../doctor/render.ts'
import { isoTime } from '../input/time.ts'
import type { Paint } from '../render/colour.ts'

const LABEL = 24
const MOST_COLUMNS = 120

/** What a result is written for. */
interface Screen {
  readonly columns: number
  readonly paint: Paint
}

/** What was tuned: rules, and factors of one's own that score with them. */
export type Tuned = Pick<TuneOptions, 'base' | 'own'>

/** What came of tuning as text: what was tried, what that is worth, and the conclusions. */
export function renderTune(result: TuneResult, tuned: Tuned, { columns, paint }: Screen): string {
  const { best, deflated, holdOut, nullControl, overfitting, products, space, trials, walkForward } = result
  const width = Math.min(columns, MOST_COLUMNS) - 2
  const row = (label: string, text: string): string => {
    const lines = wrapped(text, Math.max(1, width - LABEL)).join(`\n${' '.repeat(LABEL + 2)}`)
    return `  ${paint('dim', label.padEnd(LABEL))}${lines}\n`
  }
  const moments = products.map(({ moments: n, product }) => `${product} ${n}`).join(', ')
  return [
    row('moments of decision', moments),
    row(
      'search',
      `${trials.here} of ${space.size} configurations around ${[tuned.base.name, ...scoresOf(tuned.own).map(({ name }) => name)].join(' + ')}; ever tried on these data ${trials.ever}, ${trials.effective} different ideas${trials.elsewhere === 0 ? '' : `; on others of the same time ${trials.elsewhere}`}`,
    ),
    row(
      'costs',
      `${result.feeBps} bps a fill, the spread and the book's depth for ${result.notional} after ${result.latencyUs / 1_000} ms`,
    ),
    `\n${paint('title', 'Where it was chosen')} ${paint('dim', '(in sample: no evidence of anything)')}\n`,
    best === null
      ? row('best', 'n/a: no configuration traded often enough')
      : row('best', `holds ${best.config.holdMinutes} min, ${reading(best)}`) + differences(tuned, best.config, row),
    `\n${paint('title', 'What came after')} ${paint('dim', '(out of sample; UTC)')}\n`,
    ...walkForward.steps.map(({ chosen, test }, index) =>
      row(
        `step ${index + 1}`,
        `${minute(test.fromUs)} – ${minute(test.toUs)}  ${chosen === null ? 'n/a: nothing to choose' : `configuration ${chosen + 1}`}`,
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
      `${probability(deflated.byChance)} for ${trials.ever} trials that differ by chance; as they are spread ${probability(deflated.raw)}, ${probability(deflated.effective)} for ${trials.effective}`,
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
    ...result.conclusions.map((sentence) => `  ${wrapped(sentence, width).join('\n  ')}\n`),
  ].join('')
}

function heldOut({ fromUs, looks, looksElsewhere, reading: seen, toUs }: HoldOut): string {
  if (!(fromUs < toUs)) return 'n/a: none was kept'
  const elsewhere = looksElsewhere === 0 ? '' : `; on other data of the same time: ${looksElsewhere}`
  return `${minute(fromUs)} UTC on, ${seen === null ? `locked; looks so far: ${looks}` : `${reading(seen)}; look ${looks}`}${elsewhere}`
}

function minute(timeUs: Us): string {
  return isoTime(timeUs).slice(0, 16).replace('T', ' ')
}

function differences(
  { base, own }: Tuned,
  { own: foundOwn, ruleSet: found }: TrialConfig,
  row: (label: string, text: string) => string,
): string {
  const before = [...base.factors.map(({ factor, weight }) => ({ name: factor, weight })), ...scoresOf(own)]
  const now = [...found.factors.map(({ factor, ...rule }) => ({ name: factor, ...rule })), ...scoresOf(foundOwn)]
  const parts = before.map(({ name, weight }) => {
    const rule = now.find((other) => other.name === name)
    return rule === undefined ? `${name} left out` : `${name} ${weight} → ${rule.weight}, beyond ${bound(rule.bullish)}`
  })
  return row('its rules', `net beyond ${base.decisionThreshold} → ${found.decisionThreshold}`) + parts.map((part) => row('', part)).join('')
}

/** How factors of one's own are scored, in words for the file that they stand in. */
export function scoresText(own: TrialConfig['own']): string {
  if (own === undefined) return 'all of them left out'
  return scoresOf(own)
    .map(({ bearish, bullish, name, weight }) => `${name} weight ${weight}, bullish ${bound(bullish)}, bearish ${bound(bearish)}`)
    .join('; ')
}

function scoresOf(
  own: TrialConfig['own'],
): { readonly name: string; readonly weight: number; readonly bullish: Bound; readonly bearish: Bound }[] {
  return (own?.factors ?? []).flatMap(({ name, score }) => (score === undefined ? [] : [{ name, ...score }]))
}

function bound(limit: Bound): string {
  return 'above' in limit ? `> ${limit.above}` : `< ${limit.below}`
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
