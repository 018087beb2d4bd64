import { resolve } from 'node:path'
import type { PipelineEvent } from '@of/pipeline'
import type { Trusted } from '@of/factors'
import { OwnScore, type RuleSet, type ScoreOptions, scoreSource } from '@of/signals'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AlertWatch } from '../alerts/watch.ts'
import { answersOf } from '../answers/answers.ts'
import { type Config, type ConfigInput } from '../config/config.ts'
import { ConfigError } from '../config/config-error.ts'
import { checkConfig } from '../config/load-config.ts'
import { Desk } from '../desk/desk.ts'
import { EvidenceKeeper } from '../evidence/evidence-keeper.ts'
import { Intake } from '../desk/intake.ts'
import { docsRoutes } from '../http/docs.ts'
import { builtPage, pageRoutes } from '../http/page.ts'
import { createServer } from '../http/server.ts'
import type { Token } from '../http/token.ts'
import { LogBook } from '../log/log-book.ts'
import { createLogger } from '../logs.ts'
import { Metrics } from '../metrics/metrics.ts'
import { isReady } from '../present/health.ts'
import { openSource } from '../source/open-source.ts'
import type { MarketSource, SourceBatch } from '../source/source.ts'
import type { HistoryStore } from '@of/store'
import { openConfiguredStore } from '../store/open-configured-store.ts'
import { recordsOf } from '../store/records-of.ts'
import { Addresses } from '../stream/addresses.ts'
import { Hub } from '../stream/hub.ts'
import { eventsRoute } from '../stream/server-sent-events.ts'
import { webSocketRoute } from '../stream/web-socket.ts'
import { version } from '../version.ts'
import { goOn, type Keeping, openKeeping } from './keeping.ts'
import { checkSource, settle } from './settle.ts'
import { ServiceState } from './state.ts'

/** What a service is given besides its settings. */
export interface ServicePorts {
  /** Instead of the one that the settings name. */
  readonly source?: MarketSource
  /** Instead of the one that the settings name. */
  readonly store?: HistoryStore
  readonly logger?: Logger
  /** Where a setting was given, for what is wrong with it. */
  readonly from?: (key: string) => string
  /** Where the built page is; found by itself unless given. */
  readonly dashboardDir?: string
}

/** A service that runs. */
export interface RunningService {
  /** Of the root, such as `http://127.0.0.1:8787`. */
  readonly url: string
  readonly state: ServiceState
  /** When the source has ended: a recording at its end. The service answers on. */
  readonly sourceEnded: Promise<void>
  /** Tells every reader, answers what was asked, flushes the store, and is gone. */
  close(): Promise<void>
}

/** Starts a service. Rejects with a `ConfigError` for settings that cannot be, a `TapeError` for a recording that cannot be read, a `StoreError` for a store that cannot be opened, or with what keeps it from listening. */
export async function startService(input: ConfigInput = {}, ports: ServicePorts = {}): Promise<RunningService> {
  const config = checkConfig(input)
  const { ruleSet, token, trusted } = await settle(config, ports.from ?? (() => 'options'))
  if (ports.source === undefined) await checkSource(config)
  const source = ports.source ?? (await openSource(config))
  const logger = ports.logger ?? createLogger(config.log.level)
  let store: HistoryStore | undefined
  let keeping: Keeping | undefined
  try {
    store = ports.store ?? (await openConfiguredStore(config, source.origin()))
    keeping = await openKeeping({ config, source, store, ruleSet, logger })
    return await serve(source, { config, token, ruleSet, trusted, store, keeping, logger, ports })
  } catch (error) {
    await source.close()
    await keeping?.recording?.close()
    await store?.close()
    throw error
  }
}

interface Setup {
  readonly config: Config
  readonly token: Token | undefined
  readonly ruleSet: RuleSet
  readonly trusted: Trusted
  readonly store: HistoryStore | undefined
  readonly keeping: Keeping
  readonly logger: Logger
  readonly ports: ServicePorts
}

async function serve(
  source: MarketSource,
  { config, keeping, logger, ports, ruleSet, store, token, trusted }: Setup,
): Promise<RunningService> {
  const metrics = new Metrics()
  const logBook = new LogBook(logger)
  const { alerts, past, recording } = keeping
  const watch = (events: readonly PipelineEvent[]): void => {
    store?.append([...recordsOf(events, { desk, origin: source.origin() }), ...evidence.take(events)])
    watched.take(events)
  }
  const score: ScoreOptions = { ruleSet, factors: trusted.factors, files: trusted.code }
  const evidence = new EvidenceKeeper({
    // Whoever reads the factors for the signal tells what one throws.
    source: scoreSource({ ...score, onFailure: () => undefined }),
    version,
    resumedUs: past.before?.downFromUs ?? null,
    isSimulated: () => source.origin().simulated,
    recordedIn: () => (recording?.health.state === 'on' ? resolve(recording.path) : null),
    onFailure: (failure) => logger.error({ failure: failure.message }, 'decisions have no evidence from now on'),
  })
  const isRecording = source.origin().kind === 'replay'
  const products = isRecording ? [] : past.products
  const own = ownScore(score, trusted, logger)
  const desk: Desk = new Desk({
    products,
    ruleSet,
    onLatency: metrics.onLatency,
    onEvents: watch,
    before: past.before,
    witness: evidence,
    own,
  })
  const watched = new AlertWatch(desk, store, (seen) => alerts.take(seen))
  const state = new ServiceState({ config, desk, source, store, alerts, recording, evidence, version })
  const intake = new Intake(desk)
  const take = (batch: SourceBatch): void => {
    logBook.fed(batch.events)
    recording?.take(batch.arrivals)
    intake.take(batch)
  }
  const hub = new Hub(state)
  const prepare = (bare: FastifyInstance): void => metrics.serve(bare, state, hub)
  const app = await createServer({ config, answers: answersOf(state), token, logger, version, prepare, stampNow: () => state.stamp })
  probes(app, state)
  const addresses = new Addresses(config.stream.maxSubscribersPerAddress)
  webSocketRoute(app, { hub, addresses, guard: { http: config.http, token } })
  eventsRoute(app, hub, addresses)
  await docsRoutes(app)
  const dir = ports.dashboardDir ?? builtPage()
  if (dir === undefined) logger.warn('the page is not built: the service answers without it')
  else await pageRoutes(app, dir)
  const url = await listening(app, config, ports.from ?? (() => 'options'))
  const { kind, simulated, words } = source.origin()
  const kept = { store: config.store.dir ?? null, recording: recording?.path ?? null }
  logger.info({ url, version, source: kind, words, simulated, products: desk.products, ...kept }, 'serving')
  logBook.restored(past.events)
  if (store !== undefined) logBook.watch(() => store.health())
  const going = await goOn({ state, keeping, intake, take, logger })
  hub.start()
  const sourceEnded = follow(state, take, logger)
  return {
    url,
    state,
    sourceEnded,
    close: async () => {
      logger.info('closing')
      await source.close()
      await sourceEnded
      await going.close()
      await alerts.close()
      hub.stop()
      await app.close()
      await recording?.close()
      logBook.close()
      await store?.close()
      logger.info('closed')
    },
  }
}

/** What adds factors of one's own to the signal; `undefined` without any. */
function ownScore(score: ScoreOptions, { files }: Trusted, logger: Logger): OwnScore | undefined {
  if (files.length === 0) return undefined
  for (const { factors, path, sha256 } of files)
    logger.info({ path, sha256, factors: factors.map(({ factor }) => factor.name) }, 'factors put to the test on made-up moments')
  return new OwnScore({ ...score, onFailure: (error) => logger.error({ fault: error.fault }, error.message) })
}

/** Listens, and tells where. Rejects with a `ConfigError` for an address that is none of this machine. */
async function listening(app: FastifyInstance, { http: { host, port } }: Config, from: (key: string) => string): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^E(ADDRNOTAVAIL|NOTFOUND|AI_AGAIN)$/.test(String(error.code)))) throw error
    throw new ConfigError([{ key: 'http.host', from: from('http.host'), received: host, expected: 'an address of this machine' }])
  }
}

/** Whether the process lives, and whether data comes in that can be believed. */
function probes(app: FastifyInstance, state: ServiceState): void {
  app.get('/livez', { schema: { hide: true } }, () => ({ live: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const ready = isReady(state.healthInput())
    return await reply.code(ready ? 200 : 503).send({ ready })
  })
}

/** Takes in all that the source brings, until it ends. */
async function follow(state: ServiceState, take: (batch: SourceBatch) => void, logger: Logger): Promise<void> {
  try {
    await state.source.run(take)
    state.ended = { failure: undefined }
    logger.info('source ended')
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    state.ended = { failure }
    logger.error({ failure }, 'source failed')
  }
}
