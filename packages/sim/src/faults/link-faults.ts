import type { Us } from '@of/core'
import type { Closure } from './fault.ts'
import { durationOf, type FaultSchedule, isMeantFor, type PlannedFault } from './fault-schedule.ts'

/** What passes a dripping link in a second. */
const dripBytesPerSecond = 6000

/** Whether a link passes anything: `stalled` later, `dead` never again, though nobody closes it. */
export type LinkState = 'up' | 'stalled' | 'dead'

interface Link {
  readonly products: Set<string>
  isDead: boolean
  /** It has been told that the link is closed: nothing more is put on it, so nothing more befalls it. */
  isClosed: boolean
  stalledUntilUs: Us
  dripUntilUs: Us
  /** When the last byte that was put on the link arrives. */
  busyUntilUs: Us
}

/** What befalls links: nothing passes, little passes, somebody hangs up. */
export class LinkFaults {
  readonly #schedule: FaultSchedule
  readonly #links = new Map<string, Link>()

  constructor(schedule: FaultSchedule) {
    this.#schedule = schedule
  }

  /** A frame is put on the link: now the faults of the link may bite. Answers whether it passes at all. */
  onFrame(connection: string, products: readonly string[], nowUs: Us): boolean {
    const link = this.#links.get(connection) ?? this.#open(connection)
    for (const product of products) link.products.add(product)
    if (link.isDead || link.isClosed) return false
    const carried = (planned: PlannedFault): boolean => isMeantFor(planned, connection, [...link.products])
    const fault = this.#schedule.take('link', nowUs, (planned) => !isClose(planned) && carried(planned))
    if (fault === undefined) return true
    this.#schedule.report(fault, { nowUs, connection, products: [...link.products] })
    const untilUs = nowUs + durationOf(fault)
    if (fault.kind === 'half-open') link.isDead = true
    else if (fault.kind === 'stall') link.stalledUntilUs = Math.max(link.stalledUntilUs, untilUs)
    else link.dripUntilUs = Math.max(link.dripUntilUs, untilUs)
    return !link.isDead
  }

  /** How much longer than usual a text takes that is put on the link now. */
  delayOf(connection: string, bytes: number, nowUs: Us): Us {
    const link = this.#links.get(connection)
    if (link === undefined) return 0
    let arrivesUs = Math.max(nowUs, link.stalledUntilUs, link.busyUntilUs)
    if (arrivesUs < link.dripUntilUs) arrivesUs = Math.min(link.dripUntilUs, arrivesUs + Math.ceil((bytes * 1e6) / dripBytesPerSecond))
    link.busyUntilUs = arrivesUs
    return arrivesUs - nowUs
  }

  state(connection: string, nowUs: Us): LinkState {
    const link = this.#links.get(connection)
    if (link === undefined) return 'up'
    if (link.isDead) return 'dead'
    return nowUs < link.stalledUntilUs ? 'stalled' : 'up'
  }

  /** Bytes a second that pass a dripping link; `undefined` of any other. */
  bytesPerSecond(connection: string, nowUs: Us): number | undefined {
    const link = this.#links.get(connection)
    return link !== undefined && nowUs < link.dripUntilUs ? dripBytesPerSecond : undefined
  }

  /** The links that are closed now; each is told once. */
  closures(nowUs: Us): readonly Closure[] {
    const closed: Closure[] = []
    for (;;) {
      const fault = this.#schedule.take('link', nowUs, (planned) => isClose(planned) && this.#reached(planned).length > 0)
      if (fault === undefined) return closed
      const random = this.#schedule.randomOf(fault)
      const [connection, link] = random.pick(this.#reached(fault))
      this.#schedule.report(fault, { nowUs, connection, products: [...link.products] })
      link.isClosed = true
      if (fault.kind === 'abrupt-close') closed.push({ connection, how: 'abrupt', code: 1006, reason: '' })
      else closed.push({ connection, how: 'clean', ...random.pick(farewells) })
    }
  }

  /** The connection is gone. */
  forget(connection: string): void {
    this.#links.delete(connection)
  }

  #open(connection: string): Link {
    const link: Link = { products: new Set(), isDead: false, isClosed: false, stalledUntilUs: 0, dripUntilUs: 0, busyUntilUs: 0 }
    this.#links.set(connection, link)
    return link
  }

  /** Links that a close can reach: nothing reaches the client of a dead one. */
  #reached(fault: PlannedFault): readonly (readonly [string, Link])[] {
    return [...this.#links].filter(
      ([connection, { isDead, isClosed, products }]) => !isDead && !isClosed && isMeantFor(fault, connection, [...products]),
    )
  }
}

const farewells = [
  { code: 1000, reason: '' },
  { code: 1001, reason: 'going away' },
  { code: 1008, reason: 'policy violation' },
  { code: 1012, reason: 'service restart' },
] as const

function isClose({ kind }: PlannedFault): boolean {
  return kind === 'abrupt-close' || kind === 'clean-close'
}
