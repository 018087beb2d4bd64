import type { Evidence } from '@of/api'
import { REMEMBERED } from '../evidence/evidence-keeper.ts'
import type { ServiceState } from '../service/state.ts'
import { ServiceProblem } from './service-problem.ts'

/** The evidence of a decision: remembered, or of the store. */
export async function evidenceOf({ evidence, store }: Pick<ServiceState, 'evidence' | 'store'>, id: string): Promise<Evidence> {
  const found = evidence.evidence(id) ?? (await store?.evidence(id))
  if (found !== undefined) return found
  const kept = store === undefined ? `one of the last ${REMEMBERED}, for the service runs without a store` : 'one that the store holds'
  throw new ServiceProblem({
    title: 'Evidence unknown',
    status: 404,
    detail: `expected the id of a decision with evidence, ${kept}, received ${id}`,
    remedy: 'GET /api/v1/products/:product/decisions lists decisions with their ids.',
  })
}
