import type { Problem } from '@of/api'

/** Something that cannot be answered, as the client is told it: RFC 9457, with what to do. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem'
  readonly problem: Problem

  constructor(problem: Omit<Problem, 'type'> & { readonly type?: string }) {
    super(problem.detail)
    this.problem = { type: 'about:blank', ...problem }
  }
}

/** A product that is not followed. */
export function unknownProduct(product: string, followed: readonly string[]): ServiceProblem {
  return new ServiceProblem({
    title: 'Product not followed',
    status: 404,
    detail: `expected one of ${followed.join(', ')}, received ${product}`,
    remedy: 'Follow it first: POST /api/v1/products.',
  })
}

/** Something that only the store knows, while there is none. */
export function storeIsOff(what: string): ServiceProblem {
  return new ServiceProblem({
    title: 'Store is off',
    status: 501,
    detail: `expected a store to read ${what} from, received none`,
    remedy: 'Start the service with a store, or ask for what the running session keeps in memory.',
  })
}
