import { MINUTE_US, type Us } from '@of/core'
import { Random } from '../random.ts'
import { type Fault, type FaultKind, faultKinds } from './fault.ts'
import { faultTable } from './fault-table.ts'

/** Faults at random times of random kinds, as many a minute as asked for on average; the same options give the same faults. */
export function randomFaults(options: {
  readonly seed: number
  readonly fromUs: Us
  readonly untilUs: Us
  readonly perMinute: number
  /** Half of the faults are meant for one of them. */
  readonly products: readonly string[]
  /** All of them unless given. */
  readonly kinds?: readonly FaultKind[]
}): Fault[] {
  const { seed, fromUs, untilUs, perMinute, products, kinds = faultKinds } = options
  if (!(perMinute > 0)) throw new RangeError(`random faults: expected more than 0 a minute, received ${perMinute}`)
  const random = new Random(seed, 'faults')
  const faults: Fault[] = []
  for (let atUs = fromUs; ;) {
    atUs += Math.ceil(random.exponential(MINUTE_US / perMinute))
    if (atUs >= untilUs) return faults
    const kind = random.pick(kinds)
    const { lastsUs } = faultTable[kind]
    const product = products.length > 0 && random.chance(0.5) ? random.pick(products) : undefined
    faults.push({
      kind,
      atUs,
      ...(product === undefined ? {} : { product }),
      ...(lastsUs === undefined ? {} : { durationUs: Math.ceil(lastsUs * (0.1 + 1.9 * random.unit())) }),
    })
  }
}
