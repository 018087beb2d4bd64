import { setTimeout as wait } from 'node:timers/promises'
import { type IdRange, tradesPath } from '@of/coinbase'
import type { Us } from '@of/core'
import type { HistoryRecord, HistoryStore } from '@of/store'
import type { Desk, DeskState } from '../desk/desk.ts'
import type { Intake } from '../desk/intake.ts'
import type { MarketSource, SourceBatch } from '../source/source.ts'

/** What a backfill works with. */
export interface BackfillParts {
  readonly desk: Desk
  readonly intake: Intake
  readonly store: HistoryStore
  readonly request: NonNullable<MarketSource['request']>
  /** Takes in answers, as the source's own are taken in. */
  readonly take: (batch: SourceBatch) => void
  readonly nowUs: () => Us
  /** How many trades of a product are asked for at most. */
  readonly maxTrades: number
}

/** As many as an answer of the venue holds. */
const PAGE = 1_000
const LOOK_MS = 250
/** How long the first trades of a product are waited for after a restart. */
const PATIENCE_MS = 10 * 60_000

interface Task {
  /** The last id that was known before the restart. */
  readonly knownId: number
  brought: number
}

/** Brings the trades that were missed while the service was down: those that the store has, and the rest by id from the venue. */
export class Backfill {
  readonly #parts: BackfillParts
  readonly #tasks = new Map<string, Task>()
  readonly #stopped = new AbortController()
  readonly #startMs = performance.now()
  #working: Promise<void> | undefined

  /** `known` says up to which id trades of each product are known. */
  constructor(parts: BackfillParts, known: ReadonlyMap<string, number>) {
    this.#parts = parts
    for (const [product, knownId] of known) this.#tasks.set(product, { knownId, brought: 0 })
  }

  /** Whether everything has been asked for that could be. */
  get isDone(): boolean {
    return this.#tasks.size === 0
  }

  /** Begins: the connections must tell first which trades there are by now. */
  start(): void {
    this.#working ??= this.#work()
  }

  async close(): Promise<void> {
    this.#stopped.abort()
    await this.#working
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopped
    while (!signal.aborted && this.#tasks.size > 0 && performance.now() - this.#startMs < PATIENCE_MS) {
      for (const [product, task] of this.#tasks) {
        if (signal.aborted || !this.#hasTrades(product)) continue
        await this.#bring(product, task)
        this.#tasks.delete(product)
      }
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Whether a connection has told of trades since the start: those in between are known to be missing from then on. */
  #hasTrades(product: string): boolean {
    return this.#parts.desk.view(product)?.sources.trades.state === 'healthy'
  }

  async #bring(product: string, task: Task): Promise<void> {
    const { desk, intake, maxTrades, store } = this.#parts
    const missed = missedOf(desk.missingTrades(product), task.knownId)
    const toId = missed.at(-1)?.to ?? task.knownId
    const inReach = (): IdRange[] =>
      missedOf(desk.missingTrades(product), Math.max(task.knownId, toId - maxTrades)).filter(({ from }) => from <= toId)
    for (const range of inReach()) {
      const kept = await store.tradesBetween(product, range).catch(() => [])
      intake.backfill(product, kept)
      await intake.settled()
    }
    const fault = await this.#askFor(product, inReach).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    const left = countOf(missedOf(desk.missingTrades(product), task.knownId).filter(({ from }) => from <= toId))
    const total = countOf(missed)
    this.#say(product, `${total - left} of ${total} trades that were missed have been brought${fault === undefined ? '' : `: ${fault}`}`)
  }

  /** Asks for what is missing, from the newest back. Resolves with why that ended early. */
  async #askFor(product: string, missing: () => readonly IdRange[]): Promise<string | undefined> {
    const { intake, nowUs, request, take } = this.#parts
    let belowId = Infinity
    for (;;) {
      const left = missing().filter(({ from }) => from < belowId)
      const newest = left.at(-1)
      if (newest === undefined) return undefined
      const to = Math.min(newest.to, belowId - 1)
      const least = to - PAGE + 1
      // A page holds several ranges: what a snapshot showed is a range for each trade.
      const from = Math.max(least, left.find((range) => range.to >= least)?.from ?? least)
      const path = tradesPath(product, { after: to + 1, limit: to - from + 1 })
      const body = await request(path, this.#stopped.signal)
      take({ arrivals: [{ kind: 'rest', receivedUs: nowUs(), path, body }], events: [] })
      await intake.settled()
      belowId = from
    }
  }

  #say(product: string, detail: string): void {
    const { nowUs, store } = this.#parts
    const event: HistoryRecord = { kind: 'quality', timeUs: nowUs(), product, event: 'restored', detail }
    store.append([event])
  }
}

/** The parts of ranges above an id. */
function missedOf(ranges: readonly IdRange[], aboveId: number): IdRange[] {
  return ranges.filter(({ to }) => to > aboveId).map(({ from, to }) => ({ from: Math.max(from, aboveId + 1), to }))
}

function countOf(ranges: readonly IdRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

/** Up to which id everything is known of each product, as it was written down. */
export function knownIds({ pipeline }: DeskState): ReadonlyMap<string, number> {
  const known = new Map<string, number>()
  for (const { id: product, state } of pipeline.feeds.products) {
    const { historic, lastId, missing } = state.merge
    if (lastId === undefined) continue
    // What was still being asked for is asked for again.
    const firstMissing = Math.min(...[...missing.ranges, ...historic.ranges].map(({ from }) => from))
    known.set(product, Math.min(lastId, firstMissing - 1))
  }
  return known
}
