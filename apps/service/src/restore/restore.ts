import { DAY_US, type Us } from '@of/core'
import { type RuleSet, ruleSetHash } from '@of/signals'
import type { HistoryRecord, HistoryStore } from '@of/store'
import type { DeskBefore } from '../desk/desk.ts'
import type { Desk } from '../desk/desk.ts'
import { readCheckpoint } from './checkpoints.ts'

/** What is known when a service starts. */
export interface Restored {
  /** What was known before; `undefined` where it begins with nothing. */
  readonly before: DeskBefore | undefined
  readonly products: readonly string[]
  /** What is said of it among the quality events. */
  readonly events: readonly HistoryRecord[]
}

/** What a restoration is made from. */
export interface RestoreParts {
  readonly path: string
  readonly store: HistoryStore
  readonly products: readonly string[]
  readonly ruleSet: RuleSet
  readonly nowUs: Us
}

/** Nothing of a day is left that is longer ago. */
const OLDEST_US: Us = DAY_US

/** Looks what was known when the process before this one ended, and says since when nothing was heard. */
export async function restored({ nowUs, path, products, ruleSet, store }: RestoreParts): Promise<Restored> {
  const checkpoint = await readCheckpoint(path)
  const storedUs = await store.newestUs().catch(() => undefined)
  if (checkpoint === undefined)
    return { before: undefined, products, events: storedUs === undefined ? [] : [downEvent(storedUs, nowUs, 'no checkpoint')] }
  if ('why' in checkpoint)
    return { before: undefined, products, events: [downEvent(storedUs ?? nowUs, nowUs, `checkpoint not used: ${checkpoint.why}`)] }
  const { configured, desk, followed, takenUs } = checkpoint
  const downFromUs = Math.min(nowUs, Math.max(takenUs, storedUs ?? 0))
  const hash = ruleSetHash(ruleSet)
  const unfit =
    desk.pipeline.setup.ruleSetHash !== hash
      ? 'it was taken with other rules'
      : nowUs - takenUs > OLDEST_US
        ? 'it is more than a day old'
        : undefined
  // Settings that were changed meanwhile say what is wanted; otherwise what was followed is.
  const wanted = sameNames(configured, products) ? followed : products
  if (unfit !== undefined)
    return { before: undefined, products: wanted, events: [downEvent(downFromUs, nowUs, `checkpoint not used: ${unfit}`)] }
  return {
    before: { state: desk, downFromUs },
    products: wanted,
    events: [downEvent(downFromUs, nowUs, `restored as of ${timeText(takenUs)}`)],
  }
}

/** Gives every market the decisions of the last day, from the store. */
export async function rememberDecisions(desk: Desk, store: HistoryStore, nowUs: Us): Promise<void> {
  for (const product of desk.products) {
    const fromUs = nowUs - DAY_US
    const { items } = await store.decisions({ product, fromUs, toUs: undefined, limit: 1_440, cursor: undefined })
    desk.remember(product, items)
  }
}

function downEvent(fromUs: Us, toUs: Us, detail: string): HistoryRecord {
  return {
    kind: 'quality',
    timeUs: toUs,
    product: null,
    event: 'down',
    detail: `down from ${timeText(fromUs)} to ${timeText(toUs)}: ${detail}`,
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name))
}

function timeText(timeUs: Us): string {
  return new Date(timeUs / 1_000).toISOString()
}
