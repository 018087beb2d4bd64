import type { Alert, AlertRule, AnswerOf } from '@of/api'
import { featureTable } from '@of/core'
import type { HistoryQuery } from '@of/store'
import type { ServiceState } from '../service/state.ts'
import { ServiceProblem } from './service-problem.ts'

/** Alerts of a span, from the store where there is one, else the latest that are remembered. */
export async function alertsIn({ alerts, store }: ServiceState, query: Omit<HistoryQuery, 'product'>): Promise<AnswerOf<'alerts'>> {
  if (store !== undefined) {
    // What fired a moment ago is told as well.
    await store.flush().catch(() => undefined)
    return await store.alerts(query)
  }
  const { cursor, fromUs = 0, limit, toUs = Infinity } = query
  const beyond = alerts.recent
    .filter(({ timeUs }) => timeUs >= fromUs && timeUs < toUs)
    .toSorted((a, b) => a.timeUs - b.timeUs || (a.id < b.id ? -1 : 1))
  const at = cursor === undefined ? 0 : beyond.findIndex((alert) => cursorOf(alert) === cursor) + 1
  if (cursor !== undefined && at === 0)
    throw new ServiceProblem({
      title: 'Cursor unknown',
      status: 400,
      detail: `cursor: expected the \`next\` of a page, received ${cursor}`,
    })
  const items = beyond.slice(at, at + limit)
  const last = items.at(-1)
  return { items, next: at + limit < beyond.length && last !== undefined ? cursorOf(last) : null }
}

/** Adds a rule, or replaces that of its id. */
export async function putRule({ alerts, desk }: ServiceState, rule: AlertRule): Promise<AlertRule> {
  refuseConfigured(alerts.isConfigured(rule.id), rule.id)
  if (rule.when.on === 'feature' && !Object.hasOwn(featureTable, rule.when.feature))
    throw new ServiceProblem({
      title: 'Feature unknown',
      status: 400,
      detail: `when.feature: expected the name of a feature, received ${rule.when.feature}`,
      remedy: 'GET /api/v1/features lists them.',
    })
  const products = rule.products?.map((product) => desk.canonical(product))
  const kept = products === undefined ? rule : { ...rule, products }
  await alerts.put(kept)
  return kept
}

/** Removes a rule that was added while the service ran. */
export async function removeRule({ alerts }: ServiceState, id: string): Promise<AlertRule> {
  refuseConfigured(alerts.isConfigured(id), id)
  const removed = await alerts.remove(id)
  if (removed !== undefined) return removed
  throw new ServiceProblem({ title: 'Rule unknown', status: 404, detail: `expected the id of a rule, received ${id}` })
}

function refuseConfigured(isConfigured: boolean, id: string): void {
  if (isConfigured)
    throw new ServiceProblem({
      title: 'Rule of the settings',
      status: 409,
      detail: `expected a rule that was added while the service runs, received ${id} of its settings`,
      remedy: 'Change alerts.rules and start the service again.',
    })
}

function cursorOf({ id, timeUs }: Alert): string {
  return `${timeUs}-${id}`
}
