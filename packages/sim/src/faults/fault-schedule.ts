import { SECOND_US, type Us } from '@of/core'
import { Random } from '../random.ts'
import type { Fault, FaultKind, InjectedFault } from './fault.ts'
import { faultTable, type FaultLayer } from './fault-table.ts'

/** A fault that has not bitten yet. */
export interface PlannedFault extends Fault {
  readonly id: number
}

/** What a fault has bitten into. */
export interface Bite {
  readonly nowUs: Us
  /** Of a fault of the link to one client. */
  readonly connection?: string
  readonly products: readonly string[]
  readonly sequence?: number | undefined
}

/** The planned faults of one layer: those to come, by time, and those that wait for something that they fit. */
interface Plan {
  readonly toCome: PlannedFault[]
  readonly waiting: PlannedFault[]
}

/** How long a fault waits that nobody meets: of those who dial or ask again ever more rarely, faults would come faster than they are met. */
const patienceUs: Partial<Readonly<Record<FaultLayer, Us>>> = { dial: 30 * SECOND_US, rest: 30 * SECOND_US }

/** The faults that have not bitten yet, and whom to tell of those that do. */
export class FaultSchedule {
  readonly #seed: number
  readonly #onInjected: (fault: InjectedFault) => void
  readonly #plans: Readonly<Record<FaultLayer, Plan>> = { wire: plan(), content: plan(), link: plan(), dial: plan(), rest: plan() }
  readonly #injected = new Map<FaultKind, number>()
  #lastId = 0

  constructor(seed: number, onInjected: (fault: InjectedFault) => void) {
    this.#seed = seed
    this.#onInjected = onInjected
  }

  /** How many have not bitten. */
  get size(): number {
    return Object.values(this.#plans).reduce((sum, { toCome, waiting }) => sum + toCome.length + waiting.length, 0)
  }

  /** How many of each kind have bitten. */
  get injected(): ReadonlyMap<FaultKind, number> {
    return this.#injected
  }

  /** Plans a fault and answers the number that it goes by. */
  add(fault: Fault): number {
    const { toCome } = this.#plans[faultTable[fault.kind].layer]
    let index = toCome.length
    while (index > 0 && toCome[index - 1]!.atUs > fault.atUs) index -= 1
    this.#lastId += 1
    toCome.splice(index, 0, { ...fault, id: this.#lastId })
    return this.#lastId
  }

  /** Takes the fault of a layer that has waited longest, of those that fit. */
  take(layer: FaultLayer, nowUs: Us, fits: (fault: PlannedFault) => boolean): PlannedFault | undefined {
    const { toCome, waiting } = this.#plans[layer]
    let due = 0
    while (due < toCome.length && toCome[due]!.atUs <= nowUs) due += 1
    if (due > 0) waiting.push(...toCome.splice(0, due))
    const { [layer]: patience = Infinity } = patienceUs
    while (waiting[0] !== undefined && waiting[0].atUs + patience < nowUs) waiting.shift()
    if (waiting.length === 0) return undefined
    const index = waiting.findIndex(fits)
    return index < 0 ? undefined : waiting.splice(index, 1)[0]
  }

  /** Tells that a fault has bitten. */
  report(fault: PlannedFault, bite: Bite): void {
    const { nowUs, products, connection = fault.connection, sequence } = bite
    this.#injected.set(fault.kind, (this.#injected.get(fault.kind) ?? 0) + 1)
    this.#onInjected({
      ...fault,
      bitUs: nowUs,
      products,
      ...(connection === undefined ? {} : { connection }),
      ...(sequence === undefined ? {} : { sequence }),
    })
  }

  /** The random numbers of a fault: its own, so that what one draws changes nothing for another. */
  randomOf(fault: PlannedFault): Random {
    return new Random(this.#seed, `fault ${fault.id}`)
  }
}

/** Whether a fault may bite a connection that carries these products. */
export function isMeantFor(fault: Fault, connection: string, products: readonly string[]): boolean {
  if (fault.connection !== undefined && fault.connection !== connection) return false
  return fault.product === undefined || products.includes(fault.product)
}

/** How long a fault of a kind that lasts goes on. */
export function durationOf(fault: Fault): Us {
  return fault.durationUs ?? faultTable[fault.kind].lastsUs ?? 0
}

function plan(): Plan {
  return { toCome: [], waiting: [] }
}
