import type { AlertRule, Order } from '@of/api'
import type { FeatureSnapshot, Us } from '@of/core'

/** Something that a rule may be about. */
export type Seen =
  | { readonly kind: 'features'; readonly product: string; readonly timeUs: Us; readonly features: FeatureSnapshot }
  | { readonly kind: 'signal'; readonly product: string; readonly timeUs: Us; readonly says: Said }
  | { readonly kind: 'order'; readonly product: string; readonly timeUs: Us; readonly order: Order }
  | {
      /** How a matter of quality stands; `detail` says why where it is bad. */
      readonly kind: 'quality'
      readonly product: string | null
      readonly timeUs: Us
      readonly of: QualityMatter
      readonly isBad: boolean
      readonly detail: string
    }

type Condition<On extends AlertRule['when']['on']> = Extract<AlertRule['when'], { on: On }>
type Said = Condition<'signal'>['to'][number]

/** What a rule about quality can be about. */
export type QualityMatter = Condition<'quality'>['of'][number]

/** A rule that has fired. */
export interface Fired {
  readonly rule: string
  readonly product: string | null
  readonly timeUs: Us
  readonly text: string
  readonly value: number | null
}

/** What is remembered of rules, by rule and product. Plain data. */
export interface RulesState {
  /** What held when it was last looked at. */
  readonly held: Map<string, string>
  /** When it last fired. */
  readonly firedUs: Map<string, Us>
}

/** Nothing has fired yet. */
export function noRulesState(): RulesState {
  return { held: new Map(), firedUs: new Map() }
}

/** Nothing of a rule is remembered any more: it is gone, or another. */
export function forgetRule({ firedUs, held }: RulesState, id: string): void {
  for (const map of [firedUs, held]) for (const key of map.keys()) if (key.startsWith(`${id} `)) map.delete(key)
}

/**
 * Which rules something makes fire, changing the state it is handed. What lasts fires when it begins: a value that stays above its bound
 * fires once, and again only after it was known to be below. What is not known neither fires nor ends anything.
 */
export function onSeen(state: RulesState, rules: readonly AlertRule[], seen: Seen): Fired[] {
  const fired: Fired[] = []
  for (const rule of rules) {
    if (rule.products !== undefined && (seen.product === null || !rule.products.includes(seen.product))) continue
    const found = findingOf(state, rule, seen)
    if (found === undefined) continue
    const key = `${rule.id} ${seen.product ?? ''}`
    const lastUs = state.firedUs.get(key)
    if (lastUs !== undefined && seen.timeUs - lastUs < rule.quietSeconds * 1e6) continue
    state.firedUs.set(key, seen.timeUs)
    fired.push({ rule: rule.id, product: seen.product, timeUs: seen.timeUs, ...found })
  }
  return fired
}

const DIGITS = 8

type Finding = Pick<Fired, 'text' | 'value'>

function findingOf(state: RulesState, { id, when }: AlertRule, seen: Seen): Finding | undefined {
  const key = `${id} ${seen.product ?? ''}`
  if (when.on === 'feature') return seen.kind === 'features' ? featureFinding(state, key, when, seen) : undefined
  if (when.on === 'signal') return seen.kind === 'signal' ? signalFinding(state, key, when, seen) : undefined
  if (when.on === 'whale') return seen.kind === 'order' ? orderFinding(when, seen) : undefined
  return seen.kind === 'quality' ? qualityFinding(state, key, when, seen) : undefined
}

function featureFinding(
  state: RulesState,
  key: string,
  { feature, is, value: bound }: Condition<'feature'>,
  { features, product }: Extract<Seen, { kind: 'features' }>,
): Finding | undefined {
  const read: FeatureSnapshot[keyof FeatureSnapshot] | undefined = new Map(Object.entries(features)).get(feature)
  const value = read?.value ?? null
  if (value === null) return undefined
  const holds = is === 'above' ? value > bound : value < bound
  if (!begins(state, key, holds ? 'yes' : 'no', holds)) return undefined
  return { text: `${product}: ${feature} is ${shortened(value)}, ${is} ${bound}`, value }
}

function signalFinding(
  state: RulesState,
  key: string,
  { to }: Condition<'signal'>,
  { product, says }: Extract<Seen, { kind: 'signal' }>,
): Finding | undefined {
  const before = state.held.get(key)
  if (!begins(state, key, says, to.includes(says))) return undefined
  return { text: `${product}: the decision is ${says}${before === undefined ? '' : `, it was ${before}`}`, value: null }
}

function orderFinding({ minNotional }: Condition<'whale'>, { order, product }: Extract<Seen, { kind: 'order' }>): Finding | undefined {
  if (order.notional < minNotional) return undefined
  const { aggressor, notional, price, size } = order
  const quote = product.split('-').at(-1)
  return {
    text: `${product}: a taker ${aggressor === 'buy' ? 'bought' : 'sold'} ${size} at ${shortened(price)}, ${Math.round(notional)} ${quote} in all`,
    value: notional,
  }
}

function qualityFinding(
  state: RulesState,
  key: string,
  { of: matters }: Condition<'quality'>,
  { detail, isBad, of: matter, product }: Extract<Seen, { kind: 'quality' }>,
): Finding | undefined {
  if (!matters.includes(matter) || !begins(state, `${key} ${matter}`, isBad ? 'bad' : 'good', isBad)) return undefined
  return { text: `${product === null ? '' : `${product}: `}${matter}${detail === '' ? '' : `: ${detail}`}`, value: null }
}

/** Whether something that is meant has begun: it is not what held before. */
function begins({ held }: RulesState, key: string, now: string, isMeant: boolean): boolean {
  const before = held.get(key)
  held.set(key, now)
  return isMeant && before !== now
}

/** A number as people are told it: eight digits say enough, and the alert holds the whole. */
function shortened(value: number): number {
  return Number(value.toPrecision(DIGITS))
}
