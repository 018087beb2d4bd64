import type { FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'
import { ageText, latencyText } from '../numbers.ts'
import type { SourceLabel } from '../source.ts'
import type { Chip, ProductModel } from './watch-model.ts'

/** What the health of the whole is judged by. */
export interface ChipInput {
  readonly label: SourceLabel
  readonly health: FeedHealth | undefined
  /** How long nothing has arrived; `undefined` where that means nothing. */
  readonly silentUs: Us | undefined
  readonly hasEnded: boolean
  /** The product that is looked at. */
  readonly product: ProductModel | undefined
  readonly nowUs: Us
}

/** Two heartbeats: a feed that is silent for longer is stale. */
export const STALE_AFTER_US: Us = 2_000_000

/** Whether no connection of a live feed is open. */
export function isDown(health: FeedHealth | undefined): boolean {
  return health !== undefined && health.connections.every(({ state }) => state !== 'open')
}

/** The health of the whole in a few words; the worst comes first. */
export function chipOf(input: ChipInput): Chip {
  const { health, silentUs, hasEnded, label } = input
  const word = label.kind === 'replay' ? 'REPLAY' : label.isSimulated ? 'SIM' : 'LIVE'
  if (hasEnded) return label.kind === 'replay' ? { word, state: 'ended', tone: 'warn' } : { word: 'DOWN', state: 'ended', tone: 'crit' }
  if (health !== undefined && isDown(health)) {
    const isFirst = health.connections.every(({ frames }) => frames === 0)
    const age = silentUs === undefined || isFirst ? '' : ageText(silentUs)
    return { word: 'DOWN', state: isFirst ? 'connecting' : age, tone: isFirst ? 'warn' : 'crit' }
  }
  if (silentUs !== undefined && silentUs > STALE_AFTER_US) return { word: 'STALE', state: ageText(silentUs), tone: 'crit' }
  return { word, ...bookChip(input) }
}

function bookChip({ product, nowUs }: ChipInput): Omit<Chip, 'word'> {
  const { bookSinceUs, bookState, quality } = product ?? {}
  if (bookState === undefined) return { state: 'waiting', tone: 'warn' }
  if (bookState === 'absent') return { state: 'no book', tone: 'warn' }
  if (bookState === 'synced')
    return { state: quality?.latency === undefined ? 'synced' : `synced ${latencyText(quality.latency.p50Us)}`, tone: 'ok' }
  const age = bookSinceUs === undefined ? '' : ` ${ageText(nowUs - bookSinceUs)}`
  return { state: bookState === 'empty' ? 'no snapshot yet' : `${bookState}${age}`, tone: bookState === 'empty' ? 'warn' : 'crit' }
}
