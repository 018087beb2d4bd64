import { featureNames } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import { isoTime } from '../input/time.ts'
import type { LineContext } from './plain-lines.ts'

/** A second of a product, as one JSON object on one line: every feature in full precision, `null` with its reason where it is unknown. */
export function secondObject(
  { product, timeUs, features }: Extract<PipelineEvent, { readonly kind: 'sample' }>,
  { bookState, decision, health, isSimulated }: LineContext & { readonly isSimulated: boolean },
): string {
  const values = Object.fromEntries(featureNames.map((name) => [name, features[name].value]))
  const reasons = Object.fromEntries(
    featureNames.flatMap((name) => (features[name].reason === undefined ? [] : [[name, features[name].reason]])),
  )
  const live = health?.products.find((one) => one.product === product)
  const latency = health?.connections.find(({ name }) => name === live?.connection)?.latency ?? null
  return JSON.stringify({
    time: isoTime(timeUs),
    timeUs,
    product,
    simulated: isSimulated,
    book: bookState,
    features: values,
    reasons,
    decision: decision ?? null,
    latency,
  })
}
