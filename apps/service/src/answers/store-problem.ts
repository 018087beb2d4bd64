import type { StoreError, StoreFault } from '@of/store'
import { ServiceProblem } from './service-problem.ts'

const ANSWERS: Readonly<Record<StoreFault, readonly [status: number, title: string]>> = {
  locked: [503, 'Store not open'],
  newer: [503, 'Store not open'],
  'other-origin': [503, 'Store not open'],
  unreadable: [503, 'Store not open'],
  full: [503, 'Store full'],
  failed: [503, 'Store cannot be read'],
  cursor: [400, 'Cursor unknown'],
  'query-refused': [400, 'Query refused'],
  'query-wrong': [400, 'Query wrong'],
  'query-limit': [422, 'Query takes too much'],
}

/** What a client is told of a store that does not do what it was asked for. */
export function problemOfStore({ fault, message, remedy }: StoreError): ServiceProblem {
  const [status, title] = ANSWERS[fault]
  return new ServiceProblem({ status, title, detail: message, ...(remedy === undefined ? {} : { remedy }) })
}
