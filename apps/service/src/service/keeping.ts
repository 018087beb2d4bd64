import { join } from 'node:path'
import type { RuleSet } from '@of/signals'
import type { HistoryStore } from '@of/store'
import type { Logger } from 'pino'
import { Alerts } from '../alerts/alerts.ts'
import { RulesBook } from '../alerts/rules-book.ts'
import type { Config } from '../config/config.ts'
import type { Intake } from '../desk/intake.ts'
import { Recording } from '../record/recording.ts'
import { Backfill, knownIds } from '../restore/backfill.ts'
import { Checkpoints } from '../restore/checkpoints.ts'
import { rememberDecisions, restored, type Restored } from '../restore/restore.ts'
import type { MarketSource, SourceBatch } from '../source/source.ts'
import { storeName } from '../store/open-configured-store.ts'
import type { ServiceState } from './state.ts'

/** What outlives the process, as it was found. */
export interface Keeping {
  readonly alerts: Alerts
  readonly recording: Recording | undefined
  readonly past: Restored
  /** Where everything that is known is written down; `undefined` where nothing of it would be of use after a restart. */
  readonly statePath: string | undefined
}

/** What that is found by. */
export interface KeepingParts {
  readonly config: Config
  readonly source: MarketSource
  readonly store: HistoryStore | undefined
  readonly ruleSet: RuleSet
  readonly logger: Logger
}

/** Finds what was known, the rules of alerts, and begins to record. Rejects where rules cannot be read or a recording cannot be begun. */
export async function openKeeping({ config, logger, ruleSet, source, store }: KeepingParts): Promise<Keeping> {
  const { maxPerMinute, retries, rules: configured, timeoutMs, webhooks } = config.alerts
  const base = config.store.dir === undefined ? undefined : join(config.store.dir, storeName(config, source.origin()))
  const rules = await RulesBook.open(configured, base === undefined ? undefined : `${base}.rules.json`)
  const isSimulated = (): boolean => source.origin().simulated
  const untaken = (failure: object): void => logger.warn(failure, 'alert not taken')
  const alerts = new Alerts({ rules, webhooks, maxPerMinute, retries, timeoutMs, store, isSimulated, onFailure: untaken })
  // A venue that begins anew with the process has nothing to go on with.
  const statePath = base === undefined || store === undefined || source.request === undefined ? undefined : `${base}.state`
  const { products } = config
  const nowUs = source.nowUs() ?? 0
  const past: Restored =
    statePath === undefined || store === undefined
      ? { before: undefined, products, events: [] }
      : await restored({ path: statePath, store, products, ruleSet, nowUs })
  return { alerts, past, statePath, recording: await openRecording({ config, source, store, ruleSet, logger }) }
}

async function openRecording({ config, logger, source, store }: KeepingParts): Promise<Recording | undefined> {
  const { dir, keepDays, segmentMb, segmentMinutes } = config.record
  const origin = source.origin()
  if (dir === undefined || origin.kind === 'replay') return undefined
  return await Recording.open({
    dir: join(dir, storeName(config, origin)),
    simulated: origin.simulated,
    segmentBytes: segmentMb * 1_048_576,
    segmentUs: segmentMinutes * 60e6,
    keepDays,
    nowUs: Date.now() * 1_000,
    onFailure: (why) => {
      logger.error({ why }, 'recording failed')
      const timeUs = Date.now() * 1_000
      store?.append([{ kind: 'quality', timeUs, product: null, event: 'recording-failed', detail: why }])
    },
  })
}

/** What goes on with what was found. */
export interface GoingOnParts {
  readonly state: ServiceState
  readonly keeping: Keeping
  readonly intake: Intake
  readonly take: (batch: SourceBatch) => void
  readonly logger: Logger
}

/** Takes up what was known, asks for what was missed, sends what was not delivered, and writes down what is known from now on. */
export async function goOn(parts: GoingOnParts): Promise<{ close(): Promise<void> }> {
  const { keeping, logger, state } = parts
  const { alerts, past, statePath } = keeping
  const { config, desk, source, store } = state
  const { before } = past
  for (const product of past.products) if (!config.products.includes(product)) await source.follow(product)
  for (const product of config.products) if (!past.products.includes(product)) source.unfollow(product)
  if (before !== undefined) desk.wasDown(before)
  if (store !== undefined) {
    store.append(past.events)
    const nowUs = source.nowUs()
    if (nowUs !== undefined)
      await rememberDecisions(desk, store, nowUs).catch((error: unknown) => logger.warn({ err: error }, 'decisions not restored'))
  }
  await alerts.resume().catch((error: unknown) => logger.warn({ err: error }, 'alerts not resumed'))
  const backfill = before === undefined ? undefined : backfillOf(parts, knownIds(before.state))
  backfill?.start()
  const checkpoints = statePath === undefined ? undefined : checkpointsOf(parts, statePath)
  checkpoints?.start(config.restore.everySeconds * 1_000)
  return {
    close: async () => {
      await backfill?.close()
      await checkpoints?.close()
    },
  }
}

function backfillOf({ intake, state, take }: GoingOnParts, known: ReadonlyMap<string, number>): Backfill | undefined {
  const { config, desk, source, store } = state
  const { request } = source
  if (request === undefined || store === undefined) return undefined
  const nowUs = (): number => source.nowUs() ?? 0
  return new Backfill({ desk, intake, store, request, take, nowUs, maxTrades: config.restore.maxTrades }, known)
}

function checkpointsOf({ intake, keeping: { past }, logger, state: { config, desk, store } }: GoingOnParts, path: string): Checkpoints {
  const take = () => {
    const takenUs = desk.lastReceivedUs ?? past.before?.downFromUs
    if (takenUs === undefined) return undefined
    return { takenUs, desk: desk.state, configured: config.products, followed: desk.products }
  }
  // What the store fails at, it tells itself.
  const stored = async (): Promise<void> => await store?.flush().catch(() => undefined)
  const kept = { take, keepStill: intake.keepStill.bind(intake), stored }
  return new Checkpoints(path, kept, (why) => logger.error({ why }, 'checkpoint not written'))
}
