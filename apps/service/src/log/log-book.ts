import type { Health } from '@of/api'
import type { FeedEvent } from '@of/coinbase'
import type { Us } from '@of/core'
import type { HistoryRecord } from '@of/store'
import type { Logger } from 'pino'
import { feedLine } from './feed-line.ts'

/** The same is not said again for so long. */
const QUIET_US: Us = 10_000_000
/** How often the store is looked at. */
const LOOK_MS = 1_000

/** Writes down, for whoever runs the service, what happens to it: a line for a change, and none for what goes on as it should. */
export class LogBook {
  readonly #logger: Logger
  /** Of what was said last, by text and subject: when, and how often it has been left out since. */
  readonly #said = new Map<string, { readonly atUs: Us; left: number }>()
  #store: Health['store']['state'] = 'ok'
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** A live feed has told something. */
  fed(events: readonly FeedEvent[]): void {
    for (const event of events) {
      const line = feedLine(event)
      if (line === undefined) continue
      const key = `${line.text} ${line.about}`
      const said = this.#said.get(key)
      if (said !== undefined && event.receivedUs - said.atUs < QUIET_US) {
        said.left += 1
        continue
      }
      this.#said.set(key, { atUs: event.receivedUs, left: 0 })
      const unsaid = said === undefined || said.left === 0 ? {} : { unsaid: said.left }
      this.#logger[line.level]({ ...line.fields, ...unsaid }, line.text)
    }
  }

  /** What a restart found. */
  restored(records: readonly HistoryRecord[]): void {
    for (const record of records) {
      if (record.kind !== 'quality') continue
      const { detail, event, product } = record
      this.#logger.info({ ...(product === null ? {} : { product }), detail }, event)
    }
  }

  /** The store stands so. */
  stored({ reason, state }: Pick<Health['store'], 'state' | 'reason'>): void {
    if (state === this.#store) return
    this.#store = state
    if (state === 'full' || state === 'failed') this.#logger.error({ state, reason }, 'store cannot be written')
    else if (state === 'behind') this.#logger.warn({ state, reason }, 'store falls behind')
    else this.#logger.info({ state, reason }, 'store is written again')
  }

  /** Looks at the store from now on. */
  watch(health: () => Health['store']): void {
    this.#timer ??= setInterval(() => this.stored(health()), LOOK_MS)
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
