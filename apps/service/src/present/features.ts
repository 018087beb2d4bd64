import type { Features } from '@of/api'
import { featureNames, recordOf } from '@of/core'
import type { Moment } from './moment.ts'

/** Every feature as of now. */
export function featuresOf({ clockUs, origin, product, view }: Moment): Features {
  const reason = 'nothing heard of it yet'
  return {
    product,
    origin,
    timeUs: view?.nowUs ?? clockUs,
    sources: view?.sources ?? { book: { state: 'absent' }, trades: { state: 'absent' } },
    features: view?.features ?? recordOf(featureNames, () => ({ value: null, reason })),
  }
}
