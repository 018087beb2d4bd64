import type { NetFault } from '@of/coinbase'
import type { Us } from '@of/core'
import type { FaultInjector, Random, Venue } from '@of/sim'
import type { Timeline } from './timeline.ts'

/** What a client does to a frame before it reads it: nothing, unless it is broken on purpose. */
export type Reading = (text: string, link: string) => readonly string[]

/** Who looks on. */
export interface Onlooker {
  /** The client reads a frame; it may have numbered it anew. */
  onDelivered(link: string, delivered: number, wire: number): void
  /** A socket opens; what the client says meanwhile is about it. */
  onOpening(link: string): void
}

/** The world of a client in virtual time. */
export interface VirtualNet {
  readonly timeline: Timeline
  readonly venue: Venue
  readonly injector: FaultInjector
  readonly random: Random
  readonly onlooker: Onlooker
  readonly read: Reading
  /** The open links, by name: those that a fault can close. */
  readonly links: Map<string, Droppable>
}

/** A link that can be cut. */
export interface Droppable {
  drop(fault: NetFault): void
}

const SHORTEST_TRAVEL_US: Us = 15_000
const TRAVEL_SPREAD_US: Us = 25_000

/** How long something takes from one end to the other. */
export function travelUs(random: Random): Us {
  return SHORTEST_TRAVEL_US + random.below(TRAVEL_SPREAD_US)
}
