import type { FeedEvent } from '@of/coinbase'
import type { Us } from '@of/core'
import { type FaultKind, faultTable, type InjectedFault } from '@of/sim'
import { isSign, mustBeSeen, type VenueNumber } from './signs.ts'

interface OpenFault {
  readonly fault: InjectedFault
  seen: boolean
}

/** What became of the faults of a kind. */
export interface KindTally {
  injected: number
  detected: number
  healed: number
}

/** Keeps account of faults: whether the client knew of them, and how long until all was well again. */
export class FaultLog {
  readonly tally: Map<FaultKind, KindTally> = new Map()
  /** How long each healed fault lasted, from its bite until all was well. */
  readonly healUs: Us[] = []
  readonly #numberOf: VenueNumber
  #open: OpenFault[] = []

  constructor(numberOf: VenueNumber) {
    this.#numberOf = numberOf
  }

  /** The faults that are not healed. */
  get open(): readonly OpenFault[] {
    return this.#open
  }

  /** A fault has bitten; those that take nothing away are no business of this log. */
  onInjected(fault: InjectedFault): void {
    if (!mustBeSeen(fault)) return
    this.#of(fault.kind).injected += 1
    this.#open.push({ fault, seen: false })
  }

  /** The client tells something, of a link where it is about one. */
  onEvent(event: FeedEvent, link: string | undefined): void {
    for (const open of this.#open) {
      const { connection, kind } = open.fault
      const isOfOther = link !== undefined && connection !== undefined && connection !== link && faultTable[kind].layer !== 'dial'
      if (open.seen || isOfOther || !isSign(event, open.fault, this.#numberOf)) continue
      open.seen = true
      this.#of(open.fault.kind).detected += 1
    }
  }

  /** Takes note of faults that the client knew of and whose harm is mended. */
  onMended(isMended: (fault: InjectedFault) => boolean, nowUs: Us): void {
    this.#open = this.#open.filter(({ fault, seen }) => {
      if (!seen || !isMended(fault)) return true
      this.#of(fault.kind).healed += 1
      this.healUs.push(nowUs - fault.bitUs)
      return false
    })
  }

  #of(kind: FaultKind): KindTally {
    let tally = this.tally.get(kind)
    if (tally === undefined) this.tally.set(kind, (tally = { injected: 0, detected: 0, healed: 0 }))
    return tally
  }
}
