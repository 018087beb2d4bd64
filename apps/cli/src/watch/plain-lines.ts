import { describeFault, describeNetFault, type FeedEvent, type FeedHealth } from '@of/coinbase'
import type { FeatureName, FeatureSnapshot, Us } from '@of/core'
import type { Decision, PipelineEvent } from '@of/pipeline'
import { bpsDecimals } from './numbers.ts'
import type { WatchEvent } from './model/watch-state.ts'
import type { TapeRow } from './model/watch-model.ts'

/** What a line says besides what happened. */
export interface LineContext {
  readonly decision: Decision | undefined
  readonly bookState: string
  readonly health: FeedHealth | undefined
  /** Decimals of the product's prices. */
  readonly decimals: number
}

/** A second of a product, as one line of words that `grep` and `awk` can take apart. */
export function secondLine(
  { product, timeUs, features }: Extract<PipelineEvent, { readonly kind: 'sample' }>,
  context: LineContext,
): string {
  const { bookState, decimals, decision, health } = context
  const lag = latencyOf(product, health)
  return line(timeUs, product, [
    ['price', number(features, 'lastPrice', (value) => value.toFixed(decimals))],
    ['spread_bps', number(features, 'spreadBps', (value) => value.toFixed(bpsDecimals(value)))],
    ['imb10', number(features, 'imbalance10', (value) => signed(value, 3))],
    ['ofi10s', number(features, 'ofi', (value) => signed(value, 2))],
    ['mom', number(features, 'ofiMomentum', (value) => signed(value, 2))],
    ['cvd', number(features, 'cvd', (value) => signed(value, 1))],
    ['vwap_dev', number(features, 'vwapDeviation', (value) => `${signed(value, 2)}%`)],
    ['net', netOf(decision)],
    ['signal', decision?.direction ?? 'none'],
    ['health', bookState],
    ...(lag === undefined ? [] : [['lag_ms', String(Math.round(lag / 1e3))] as const]),
  ])
}

/** A line for what happened, `undefined` for what is told by the second. */
export function eventLine(event: WatchEvent, { decimals }: Pick<LineContext, 'decimals'>): string | undefined {
  switch (event.kind) {
    case 'sample':
    case 'trades':
      return undefined
    case 'order':
      return event.order.isWhale ? whaleLine(event.product, event.order, decimals) : undefined
    case 'decision':
      return decisionLine(event.product, event.decision)
    case 'fault':
      return line(event.timeUs, event.product ?? event.connection ?? 'rest', [
        ['fault', event.fault.kind],
        ['detail', quoted(describeFault(event.fault))],
      ])
    case 'book-state':
      return event.state === 'absent'
        ? undefined
        : line(event.timeUs, event.product, [
            ['book', event.state],
            ...(event.reason === undefined ? [] : [['reason', quoted(event.reason)] as const]),
          ])
  }
}

/** A line for what a live feed tells that no recording holds; `undefined` for the rest. Times are of the local clock. */
export function feedLine(event: FeedEvent): string | undefined {
  const fields = fieldsOf(event)
  return fields === undefined ? undefined : line(event.receivedUs, subjectOf(event), [['event', event.kind], ...fields])
}

function subjectOf(event: FeedEvent): string {
  if ('product' in event) return event.product
  if ('connection' in event) return event.connection
  return event.kind === 'overrun' ? 'feed' : 'rest'
}

function secondsOf(us: Us, decimals: number): string {
  return (us / 1e6).toFixed(decimals)
}

function fieldsOf(event: FeedEvent): Fields | undefined {
  switch (event.kind) {
    case 'connected':
      return [['attempt', String(event.attempt)]]
    case 'disconnected':
      return [
        ['fault', quoted(describeNetFault(event.fault))],
        ['retry_s', secondsOf(event.retryInUs, 1)],
      ]
    case 'not-subscribed':
      return [
        ['channel', event.channel],
        ['products', event.products.join(',')],
      ]
    case 'suspect':
      return [
        ['check', event.check],
        ['detail', quoted(event.detail)],
      ]
    case 'resyncing':
      return [
        ['attempt', String(event.attempt)],
        ['reason', quoted(event.reason)],
      ]
    case 'resynced':
      return [['after_s', secondsOf(event.afterUs, 3)]]
    case 'stale':
      return [['silent_s', secondsOf(event.silentUs, 1)]]
    case 'missing-trades':
      return [
        ['from', String(event.from)],
        ['to', String(event.to)],
      ]
    case 'backfilled':
      return [
        ['trades', String(event.trades)],
        ['still_missing', String(event.stillMissing)],
      ]
    case 'overrun':
      return [
        ['dropped_batches', String(event.droppedBatches)],
        ['dropped_bytes', String(event.droppedBytes)],
      ]
    case 'request-failed':
      return [
        ['path', event.path],
        ['fault', quoted(describeNetFault(event.fault))],
      ]
    default:
      return undefined
  }
}

/** The line that says that nothing of what follows is a market's. */
export function simulatedLine(timeUs: Us, words: string): string {
  return `${stamp(timeUs)} SIMULATED source=${quoted(words)}`
}

function whaleLine(product: string, { timeUs, aggressor, size, price, notional }: TapeRow, decimals: number): string {
  return line(timeUs, `${product} whale`, [
    ['side', aggressor],
    ['size', String(Number(size.toFixed(8)))],
    ['price', price.toFixed(decimals)],
    ['value', notional.toFixed(2)],
  ])
}

function decisionLine(product: string, { timeUs, direction, strength, abstained, reason, reachableNet, ...decision }: Decision): string {
  return line(timeUs, product, [
    ['signal', direction],
    ...(abstained ? [['abstained', quoted(reason ?? '')] as const] : [['strength', strength.toFixed(2)] as const]),
    ['net', netOf(decision)],
    ['reachable', String(reachableNet)],
  ])
}

function netOf(decision: Pick<Decision, 'net'> | undefined): string {
  return decision?.net === undefined || decision.net === null ? 'null' : signed(decision.net, 0)
}

function latencyOf(product: string, health: FeedHealth | undefined): Us | undefined {
  const connection = health?.products.find((live) => live.product === product)?.connection
  return health?.connections.find(({ name }) => name === connection)?.latency?.p50Us
}

type Fields = readonly (readonly [name: string, value: string])[]

function line(timeUs: Us, subject: string, fields: Fields): string {
  return `${stamp(timeUs)} ${subject} ${fields.map(([name, value]) => `${name}=${value}`).join(' ')}`
}

function stamp(timeUs: Us): string {
  return new Date(Math.floor(timeUs / 1e3)).toISOString().slice(11)
}

function number(features: FeatureSnapshot, name: FeatureName, format: (value: number) => string): string {
  const { value } = features[name]
  return value === null ? 'null' : format(value)
}

/** With a plain hyphen: other programs read it. */
function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return value > 0 ? `+${text}` : Number(text) === 0 ? text.replace('-', '') : text
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
