import type { Us } from '@of/core'
import type { DialFault } from './fault.ts'
import { durationOf, type FaultSchedule, type PlannedFault } from './fault-schedule.ts'

/** What befalls whoever connects. */
export class DialFaults {
  readonly #schedule: FaultSchedule
  #lasting: { readonly fault: PlannedFault; readonly kind: DialFault; readonly untilUs: Us }[] = []

  constructor(schedule: FaultSchedule) {
    this.#schedule = schedule
  }

  /** Why a connection fails that is dialled now; `undefined` if nothing stands against it. */
  onDial(connection: string, nowUs: Us): DialFault | undefined {
    this.#lasting = this.#lasting.filter(({ untilUs }) => untilUs > nowUs)
    const going = this.#lasting.find(({ fault }) => isMeant(fault, connection))
    if (going !== undefined) return going.kind
    const fault = this.#schedule.take('dial', nowUs, (planned) => isMeant(planned, connection))
    if (fault === undefined || !isDialFault(fault.kind)) return undefined
    this.#schedule.report(fault, { nowUs, connection, products: [] })
    this.#lasting.push({ fault, kind: fault.kind, untilUs: nowUs + durationOf(fault) })
    return fault.kind
  }
}

function isDialFault(kind: PlannedFault['kind']): kind is DialFault {
  return kind === 'refuse' || kind === 'dns' || kind === 'tls' || kind === 'http-503-upgrade'
}

/** A connection carries no products yet, so a fault of a product is anybody's. */
function isMeant(fault: PlannedFault, connection: string): boolean {
  return fault.connection === undefined || fault.connection === connection
}
