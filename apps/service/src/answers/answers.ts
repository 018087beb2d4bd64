import type { AnswerOf, ReplayChange, RouteName, routes } from '@of/api'
import { type FeatureName, featureNames, featureTable } from '@of/core'
import type * as z from 'zod'
import { barsOver } from '../history/bars.ts'
import { footprintsOver } from '../history/footprints.ts'
import { heatmapOver } from '../history/heat.ts'
import { pageOverSeam } from '../history/pages.ts'
import { type Span, tapeOf } from '../present/chart.ts'
import { bookOf } from '../present/book.ts'
import { featuresOf } from '../present/features.ts'
import { productOf } from '../present/product.ts'
import { profileIn } from '../present/profile.ts'
import { decisionOf, signalNowOf } from '../present/signal.ts'
import type { ServiceState } from '../service/state.ts'
import type { HistoryQuery, HistoryStore } from '@of/store'
import { alertsIn, putRule, removeRule } from './alerts.ts'
import { evidenceOf } from './evidence.ts'
import { ServiceProblem, storeIsOff } from './service-problem.ts'

type Part<R, Key extends string> = R extends { readonly [K in Key]: infer Schema extends z.ZodType } ? z.output<Schema> : unknown

/** What a route was asked with, as its schemas have read it. */
export type Asked<Name extends RouteName> = Part<(typeof routes)[Name], 'params'> &
  Part<(typeof routes)[Name], 'query'> &
  ((typeof routes)[Name] extends { readonly body: infer Schema extends z.ZodType } ? { readonly body: z.output<Schema> } : unknown)

/** One answer for each route. Throws or rejects with a `ServiceProblem` where there is none. */
export type Answers = { readonly [Name in RouteName]: (asked: Asked<Name>) => AnswerOf<Name> | Promise<AnswerOf<Name>> }

/** How many orders a tape tells. */
export const TAPE_ORDERS = 200

/** The answers of a running service. */
export function answersOf(state: ServiceState): Answers {
  return {
    health: () => state.health(),
    changeReplay: ({ body }) => changeReplay(state, body),
    featureSpecs: () => featureNames.map(specOf),
    products: () => state.desk.products.map((product) => productOf(state.moment(product))),
    addProduct: async ({ body }) => await addProduct(state, body.product),
    removeProduct: ({ product }) => removeProduct(state, product),
    features: ({ product }) => featuresOf(state.moment(product)),
    featureHistory: async (asked) => await featureHistory(state, asked),
    book: ({ grouping, levels, product }) => bookOf(state.moment(product), { levels, grouping }),
    heatmap: async ({ product, ...range }) => await heatmapOver(state.moment(product), spanOf(range), state.store),
    profile: ({ from, product, window }) => profileIn(state.moment(product), window, from),
    bars: async ({ interval, product, ...range }) => await barsOver(state.moment(product), interval, spanOf(range), state.store),
    footprint: async ({ interval, product, ...range }) => await footprintsOver(state.moment(product), interval, spanOf(range), state.store),
    tape: ({ product }) => tapeOf(state.moment(product), TAPE_ORDERS),
    trades: async ({ product, ...range }) =>
      await storeOf(state, 'trades').trades({ ...pageOf(range), product: state.moment(product).product }),
    signal: ({ product }) => signalNow(state, product),
    decisions: async ({ product, ...range }) => await decisionsIn(state, product, range),
    decision: async ({ id }) => await decisionNamed(state, id),
    evidence: async ({ id }) => await evidenceOf(state, id),
    quality: ({ product }) => state.quality(product),
    qualityEvents: async (range) => await storeOf(state, 'quality events').quality(pageOf(range)),
    alerts: async (range) => await alertsIn(state, pageOf(range)),
    alertRules: () => [...state.alerts.rules],
    putAlertRule: async ({ body }) => await putRule(state, body),
    removeAlertRule: async ({ id }) => await removeRule(state, id),
    exportStore: async () => await exportStore(storeOf(state, 'tables')),
    query: async ({ body }) => await storeOf(state, 'tables').query(body.sql, body.limit),
  }
}

interface Range {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The span that a page of a range in memory covers: its cursor is the time it begins at. */
function spanOf({ cursor, from, limit, to }: Range): Span {
  if (cursor !== undefined && !/^\d{1,16}$/.test(cursor))
    throw new ServiceProblem({
      title: 'Cursor unknown',
      status: 400,
      detail: `cursor: expected the \`next\` of a page, received ${cursor}`,
    })
  return { fromUs: cursor === undefined ? from : Number(cursor), toUs: to, limit }
}

function pageOf({ cursor, from, limit, to }: Range): Omit<HistoryQuery, 'product'> {
  return { fromUs: from, toUs: to, limit, cursor }
}

function storeOf({ store }: ServiceState, what: string): HistoryStore {
  if (store === undefined) throw storeIsOff(what)
  return store
}

async function exportStore(store: HistoryStore): Promise<AnswerOf<'exportStore'>> {
  // What came a moment ago is in it.
  await store.flush().catch(() => undefined)
  const { dir, label, rows } = await store.exportParquet()
  return { dir, ...label, rows }
}

function specOf(name: FeatureName): AnswerOf<'featureSpecs'>[number] {
  const { definition, range, reference, source, unit } = featureTable[name]
  return { name, unit, range: [range[0], range[1]], source, definition, reference }
}

async function addProduct(state: ServiceState, product: string): Promise<AnswerOf<'addProduct'>> {
  const { desk, source } = state
  if (!desk.follows(product)) {
    if (!source.canFollow)
      throw new ServiceProblem({
        title: 'Product cannot be added',
        status: 409,
        detail: `expected a source that can follow more products, received ${source.origin().words}`,
        remedy: 'Name the products when the service starts.',
      })
    await source.follow(product)
    desk.follow(product)
  }
  return productOf(state.moment(product))
}

function removeProduct(state: ServiceState, product: string): AnswerOf<'removeProduct'> {
  const told = productOf(state.moment(product))
  state.source.unfollow(product)
  state.desk.unfollow(product)
  return { ...told, state: 'stopped' }
}

function changeReplay({ source }: ServiceState, change: ReplayChange): AnswerOf<'changeReplay'> {
  if (source.changeReplay === undefined)
    throw new ServiceProblem({
      title: 'Nothing is replayed',
      status: 409,
      detail: `expected a recording as the source, received ${source.origin().words}`,
      remedy: 'Start the service with --source RECORDING.',
    })
  try {
    return source.changeReplay(change)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ServiceProblem({ title: 'A replay goes forward only', status: 400, detail: error.message })
  }
}

async function featureHistory(
  state: ServiceState,
  { every, names, product, ...range }: Asked<'featureHistory'>,
): Promise<AnswerOf<'featureHistory'>> {
  const { origin, product: canonical } = state.moment(product)
  const everyUs = every * 1e6
  const asked = names.split(',').map((name) => name.trim())
  const unknown = asked.find((name) => !Object.hasOwn(featureTable, name))
  if (unknown !== undefined)
    throw new ServiceProblem({
      title: 'Feature unknown',
      status: 400,
      detail: `names: expected names of features, received ${unknown}`,
      remedy: 'GET /api/v1/features lists them.',
    })
  const series = await storeOf(state, 'features').features({ ...pageOf(range), product: canonical, names: asked, everyUs })
  return { product: canonical, origin, everyUs, ...series }
}

function signalNow(state: ServiceState, product: string): AnswerOf<'signal'> {
  const told = signalNowOf(state.moment(product), state.config.costBps)
  if (told === undefined)
    throw new ServiceProblem({
      title: 'Nothing heard yet',
      status: 503,
      detail: `expected data of ${product}, received none yet`,
      remedy: 'Ask again in a few seconds.',
    })
  return told
}

/** The latest that are remembered; those of a span from when it begins, from the store what was before them. */
async function decisionsIn(state: ServiceState, product: string, range: Range): Promise<AnswerOf<'decisions'>> {
  const moment = state.moment(product)
  const { all } = moment.market.decisions
  const { fromUs, limit, toUs = Infinity } = spanOf(range)
  const remembered = (sinceUs: number, untilUs: number) =>
    all.filter(({ timeUs }) => timeUs >= sinceUs && timeUs < untilUs).map((taken) => decisionOf(moment, taken))
  if (fromUs === undefined) return { items: remembered(0, toUs).slice(-limit), next: null }
  const { items, nextUs } = await pageOverSeam({
    fromUs,
    toUs,
    limit,
    memoryFromUs: all[0]?.timeUs ?? Infinity,
    timeOf: ({ timeUs }) => timeUs,
    stored: async (sinceUs, untilUs, most) => {
      const asked = { product: moment.product, fromUs: sinceUs, toUs: untilUs, limit: most, cursor: undefined }
      return (await state.store?.decisions(asked))?.items ?? []
    },
    remembered,
  })
  return { items: [...items], next: nextUs === undefined ? null : String(nextUs) }
}

async function decisionNamed(state: ServiceState, id: string): Promise<AnswerOf<'decision'>> {
  for (const product of state.desk.products) {
    const moment = state.moment(product)
    const taken = moment.market.decisions.all.find((decision) => decision.id === id)
    if (taken !== undefined) return decisionOf(moment, taken)
  }
  const kept = await state.store?.decision(id)
  if (kept !== undefined) return kept
  throw new ServiceProblem({
    title: 'Decision unknown',
    status: 404,
    detail: `expected the id of a decision of the last day, or of the store, received ${id}`,
  })
}
