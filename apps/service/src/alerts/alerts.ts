import type { Alert, AlertRule } from '@of/api'
import type { HistoryStore, StoredAlert } from '@of/store'
import { type Fired, forgetRule, noRulesState, onSeen, type Seen } from './evaluate.ts'
import type { RulesBook } from './rules-book.ts'
import { tellWebhook, type Webhook } from './webhook.ts'

/** What alerts are made with, and who is told. */
export interface AlertsOptions {
  readonly rules: RulesBook
  readonly webhooks: readonly Webhook[]
  readonly maxPerMinute: number
  readonly retries: number
  readonly timeoutMs: number
  /** Keeps them until they are delivered; what is not kept is gone with the process. */
  readonly store: HistoryStore | undefined
  readonly isSimulated: () => boolean
  /** An alert was not taken by a webhook in the end. */
  readonly onFailure?: (failure: { readonly alert: string; readonly webhook: string; readonly why: string }) => void
  /** How long is waited before a message is sent again. */
  readonly firstWaitMs?: number
}

/** An alert, and when it last changed. */
interface Entry {
  alert: StoredAlert
  changed: number
}

const KEPT = 500
const MINUTE_MS = 60_000

/** What was sent and how it came out. */
export interface AlertCounts {
  readonly fired: number
  readonly delivered: number
  readonly failed: number
  readonly rateLimited: number
  readonly pending: number
}

/** Rules, what they have made fire, and the way of that to those who are to be told. */
export class Alerts {
  readonly #options: AlertsOptions
  readonly #state = noRulesState()
  readonly #entries = new Map<string, Entry>()
  readonly #stopped = new AbortController()
  readonly #sending = new Set<Promise<void>>()
  #sentMs: number[] = []
  #changes = 0
  #counts = { fired: 0, delivered: 0, failed: 0, rateLimited: 0 }

  constructor(options: AlertsOptions) {
    this.#options = options
  }

  get counts(): AlertCounts {
    return { ...this.#counts, pending: this.#sending.size }
  }

  /** Grows with every alert and with every change of its delivery. */
  get changes(): number {
    return this.#changes
  }

  get rules(): readonly AlertRule[] {
    return this.#options.rules.all
  }

  /** The latest, oldest first. */
  get recent(): readonly Alert[] {
    return [...this.#entries.values()].map(({ alert }) => toldOf(alert))
  }

  /** Those that have changed after so many changes, oldest first. */
  changedAfter(changes: number): readonly Alert[] {
    return [...this.#entries.values()].filter(({ changed }) => changed > changes).map(({ alert }) => toldOf(alert))
  }

  /** Sends what was accepted before this process began. */
  async resume(): Promise<void> {
    const { store } = this.#options
    for (const alert of (await store?.undelivered()) ?? []) {
      this.#set(alert)
      this.#send(alert)
    }
  }

  async put(rule: AlertRule): Promise<void> {
    forgetRule(this.#state, rule.id)
    await this.#options.rules.put(rule)
  }

  /** Removes a rule; `undefined` where there is none of that id that was added. */
  async remove(id: string): Promise<AlertRule | undefined> {
    forgetRule(this.#state, id)
    return await this.#options.rules.remove(id)
  }

  /** Whether a rule is one of the settings. */
  isConfigured(id: string): boolean {
    return this.#options.rules.isConfigured(id)
  }

  /** Holds what was seen against every rule. */
  take(seen: Seen): void {
    for (const fired of onSeen(this.#state, this.rules, seen)) this.#fire(fired)
  }

  /** Sends nothing any more; what was not taken is sent at the next start, where there is a store. */
  async close(): Promise<void> {
    this.#stopped.abort()
    await Promise.all(this.#sending)
  }

  #fire({ product, rule, text, timeUs, value }: Fired): void {
    const id = `${rule}-${product ?? 'all'}-${timeUs}`
    if (this.#entries.has(id)) return
    const hooks = this.#options.webhooks.filter((hook) => hook.rules === undefined || hook.rules.includes(rule)).map(({ name }) => name)
    const isLimited = hooks.length > 0 && !this.#mayStillSend()
    const delivery = hooks.length === 0 ? 'none' : isLimited ? 'rate-limited' : 'pending'
    const simulated = this.#options.isSimulated()
    const alert: StoredAlert = { id, rule, product, timeUs, simulated, text, value, delivery, webhooks: isLimited ? [] : hooks }
    this.#counts.fired += 1
    if (isLimited) this.#counts.rateLimited += 1
    this.#set(alert)
    if (delivery === 'pending') this.#send(alert)
  }

  #mayStillSend(): boolean {
    const nowMs = performance.now()
    this.#sentMs = this.#sentMs.filter((atMs) => nowMs - atMs < MINUTE_MS)
    if (this.#sentMs.length >= this.#options.maxPerMinute) return false
    this.#sentMs.push(nowMs)
    return true
  }

  #set(alert: StoredAlert): void {
    this.#changes += 1
    this.#entries.set(alert.id, { alert, changed: this.#changes })
    for (const id of this.#entries.keys()) {
      if (this.#entries.size <= KEPT) break
      this.#entries.delete(id)
    }
    this.#options.store?.append([{ kind: 'alert', alert }])
  }

  #send(alert: StoredAlert): void {
    const sending = this.#deliver(alert).finally(() => this.#sending.delete(sending))
    this.#sending.add(sending)
  }

  /** Tells every webhook that is yet to be told, once the alert is kept. */
  async #deliver(alert: StoredAlert): Promise<void> {
    const { firstWaitMs, retries, store, timeoutMs, webhooks } = this.#options
    const { signal } = this.#stopped
    // A store that cannot be written says so by its health; the alert is told all the same.
    await store?.flush().catch(() => undefined)
    const told = toldOf(alert)
    const options = { retries, timeoutMs, signal, ...(firstWaitMs === undefined ? {} : { firstWaitMs }) }
    let left = alert.webhooks
    let hasFailed = false
    for (const name of alert.webhooks) {
      const hook = webhooks.find((known) => known.name === name)
      try {
        // One that the settings name no more is told of nothing.
        if (hook !== undefined) await tellWebhook(hook, { ...told, delivery: 'pending' }, options)
      } catch (error) {
        if (signal.aborted) return
        hasFailed = true
        this.#options.onFailure?.({ alert: alert.id, webhook: name, why: error instanceof Error ? error.message : String(error) })
      }
      left = left.filter((other) => other !== name)
      if (left.length > 0) this.#set({ ...alert, webhooks: left })
    }
    this.#counts[hasFailed ? 'failed' : 'delivered'] += 1
    this.#set({ ...alert, webhooks: [], delivery: hasFailed ? 'failed' : 'delivered' })
  }
}

function toldOf({ delivery, id, product, rule, simulated, text, timeUs, value }: StoredAlert): Alert {
  return { id, rule, product, timeUs, simulated, text, value, delivery }
}
