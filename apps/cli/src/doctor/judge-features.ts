import { type FeatureName, featureNames, HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { ProductView } from '@of/pipeline'
import { grouped } from '../render/numbers.ts'
import { reasonText } from '../watch/screen/readings.ts'
import type { ProductEvidence } from './evidence.ts'
import { fail, type Found, pass, warn } from './finding.ts'

const MOST_REASONS = 4
const unitsUs: Readonly<Record<string, Us>> = { s: SECOND_US, min: MINUTE_US, h: HOUR_US }

/** Reasons that say that somebody looked, and that there was nothing to see. */
const QUIET = /^(no whale|no taker orders|no trades) in |^no trades yet$/

/** Reasons that say that a source is lost or not believed; the rest are of the market, such as a book too thin to price an order. */
const BROKEN = /^(book|trades|no book|no coverage|stale|connection)\b|aggressor audit|configured$/

/** Reasons that time alone will end. */
const WARMING = /^(warming up:|waiting for) /

/** Whether every feature has a value, or will have one without anybody's doing. */
export function judgeFeatures(
  { bookSinceUs, view }: ProductEvidence & { readonly view: ProductView },
  { isBackfilled }: { readonly isBackfilled: boolean },
): Found<'features'> {
  const { features, nowUs } = view
  const unknown = featureNames.filter((name) => features[name].value === null)
  const reasonOf = (name: FeatureName): string => features[name].reason ?? 'no reason known'
  const warming = unknown.filter((name) => WARMING.test(reasonOf(name)))
  const quiet = unknown.filter((name) => QUIET.test(reasonOf(name)))
  const lacking = unknown.filter((name) => !warming.includes(name) && !quiet.includes(name))

  const populated = `${featureNames.length - unknown.length} of ${featureNames.length} populated`
  const parts = [
    ...(warming.length === 0
      ? []
      : [`${warming.length} warming up (${grouping(warming, (name) => reasonText(reasonOf(name), bookSinceUs, nowUs))})`]),
    ...(quiet.length === 0 ? [] : [`${quiet.length} without an event (${grouping(quiet, reasonOf)})`]),
  ]
  if (lacking.length === 0) return pass('features', [populated, ...parts].join(', '))
  const detail = [populated, `${lacking.length} n/a (${grouping(lacking, reasonOf)})`, ...parts].join(', ')
  const isHistory = lacking.every((name) => /coverage|candles|of \d+ trades/.test(reasonOf(name)))
  if (isHistory)
    return warn(
      'features',
      detail,
      isBackfilled ? 'candles of the last day are missing: see history' : 'load a day of candles: --backfill 24h',
    )
  if (lacking.some((name) => BROKEN.test(reasonOf(name))))
    return fail('features', detail, 'see the checks above: a source is lost or not believed')
  return warn('features', detail, 'of list-features tells what each is made of')
}

/** Features with their reasons, what is over soonest first: one name stands for all of a reason. */
function grouping(names: readonly FeatureName[], reasonOf: (name: FeatureName) => string): string {
  const groups = new Map<string, FeatureName[]>()
  for (const name of names) groups.set(reasonOf(name), [...(groups.get(reasonOf(name)) ?? []), name])
  const told = [...groups]
    .sort(([a], [b]) => lengthOf(a) - lengthOf(b))
    .slice(0, MOST_REASONS)
    .map(([reason, [first = '', ...others]]) => {
      const more = others.length === 0 ? '' : ` and ${grouped(others.length)} more`
      return `${first}${more}: ${reason}`
    })
  return [...told, ...(groups.size > MOST_REASONS ? ['…'] : [])].join('; ')
}

/** How long a reason will last, as far as it says so. */
function lengthOf(reason: string): Us {
  const [, count, unit = ''] = /([\d,]+) (s|min|h) left$/.exec(reason) ?? []
  return count === undefined ? Infinity : Number(count.replaceAll(',', '')) * (unitsUs[unit] ?? Infinity)
}
