import type { NetFault } from '@of/coinbase'
import type { Us } from '@of/core'
import type { FaultInjector, Random, Venue } from '@of/sim'
import type { Timeline } from './timeline.ts'

/** What a client does to a frame before it reads it: nothing, unless it is broken on purpose. */
export type Reading = (text: string, link: string) => readonly string[]

/** Who looks on. */
export interface Onlooker {
  /** The venue hears what the client has sent. */
  onHeard(link: string, text: string): void
  /** A frame leaves the venue. */
  onLeft(link: string, text: string, number: number | undefined): void
  /** The client reads a frame; it may have numbered it anew. */
  onDelivered(link: string, text: string, delivered: number, wire: number): void
  /** A socket opens; what the client says meanwhile is about it. */
  onOpening(link: string): void
}

/** The world of a client in virtual time. */
export interface VirtualNet {
  readonly timeline: Timeline
  readonly venue: Venue
  readonly injector: FaultInjector
  readonly random: Random
  readonly travel: Travel
  readonly onlooker: Onlooker
  readonly read: Reading
  /** The open links, by name: those that a fault can close. */
  readonly links: Map<string, Droppable>
}

/** A link that can be cut. */
export interface Droppable {
  drop(fault: NetFault): void
}

/** How long something takes from one end to the other: never less than the shortest, and up to `spreadUs` more. */
export interface Travel {
  readonly shortestUs: Us
  readonly spreadUs: Us
}

/** A client in the next town, and one behind a line that is slow at times. */
export const travels: Readonly<Record<'near' | 'far', Travel>> = {
  near: { shortestUs: 15_000, spreadUs: 25_000 },
  far: { shortestUs: 150_000, spreadUs: 1_850_000 },
}

/** How long it takes this time. */
export function travelUs(random: Random, { shortestUs, spreadUs }: Travel): Us {
  return shortestUs + random.below(spreadUs)
}
