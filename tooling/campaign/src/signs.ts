import type { FeedEvent } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { type FaultKind, faultKinds, type FaultLayer, faultTable, type InjectedFault } from '@of/sim'

type EventKind = FeedEvent['kind']

/** By what a client shows that it knows of a fault; nothing where a fault does no harm that could be known of. */
const signs: Readonly<Record<FaultKind, readonly EventKind[]>> = {
  drop: ['gap'],
  duplicate: ['late'],
  // Where what overtakes a frame cannot be read itself, nobody can know that it was overtaken.
  reorder: ['gap', 'late', 'unreadable'],
  truncate: ['unreadable', 'gap'],
  corrupt: ['unreadable', 'gap'],
  'sequence-jump': ['gap'],
  'error-frame': ['unreadable'],
  'oversized-snapshot': [],
  'missing-trades': ['missing-trades'],
  'mid-trade-snapshot': [],
  'stale-trades': [],
  'flipped-sides': [],
  // Another snapshot may come before anybody misses this one.
  'no-snapshot': ['resyncing', 'resynced'],
  // A whole acknowledgement may come before anybody asks after what a partial one left out.
  'partial-ack': ['not-subscribed', 'subscribed'],
  'missing-heartbeats': [],
  stall: ['stale'],
  'half-open': ['stale'],
  'abrupt-close': ['disconnected'],
  'clean-close': ['disconnected'],
  'slow-drip': [],
  refuse: ['disconnected'],
  dns: ['disconnected'],
  tls: ['disconnected'],
  'http-503-upgrade': ['disconnected'],
  'rest-429': ['request-failed'],
  'rest-5xx': ['request-failed'],
  'rest-garbage': ['request-failed'],
  'rest-timeout': ['request-failed'],
}

/** What lasts a shorter time than this may be over before a client could know of it. */
const noticedUs: Partial<Readonly<Record<FaultKind, Us>>> = {
  // A short stall delays and takes nothing away; what was under way still arrives when it begins.
  stall: 5.5 * SECOND_US,
  // Acknowledgements are looked at three seconds after subscribing.
  'partial-ack': 4 * SECOND_US,
}

/** How often each layer fails, one kind of it to another: were links cut as often as frames are lost, no frame would come through. */
const weights: Readonly<Record<FaultLayer, number>> = { wire: 24, content: 16, link: 2, dial: 1, rest: 3 }

/** The kinds of which a client must know, each as often as it is to come: all but those that do no harm to one that merges by id and reads what it is sent. */
export const tellingKinds: readonly FaultKind[] = faultKinds
  .filter((kind) => signs[kind].length > 0)
  .flatMap((kind) => Array.from({ length: weights[faultTable[kind].layer] }, () => kind))

/** Whether a client must know of a fault. */
export function mustBeSeen({ kind, durationUs = 0 }: InjectedFault): boolean {
  return signs[kind].length > 0 && durationUs >= (noticedUs[kind] ?? 0)
}

/** How many frames come before one that is late, at most. */
const MOST_OVERTAKING = 4

/** The number that the venue gave to the frame which carries this number on its link; `undefined` where the numbers of a link have jumped. */
export type VenueNumber = (link: string, delivered: number) => number | undefined

/** Whether an event shows that the client knows of a fault. A connection that is given up takes all its faults with it. */
export function isSign(event: FeedEvent, fault: InjectedFault, numberOf: VenueNumber): boolean {
  if (event.kind === 'disconnected' && fault.connection !== undefined) return true
  if (!signs[fault.kind].includes(event.kind)) return false
  if (event.kind === 'gap' || event.kind === 'late') return isAbout(event, fault, numberOf)
  if ('products' in event) return event.products.some((product) => fault.products.includes(product))
  return !('product' in event) || fault.products.length === 0 || fault.products.includes(event.product)
}

/** Whether a break in the numbers is the one that the fault made. */
function isAbout(event: Extract<FeedEvent, { readonly kind: 'gap' | 'late' }>, fault: InjectedFault, numberOf: VenueNumber): boolean {
  const { connection, kind, sequence } = fault
  if (connection === undefined || sequence === undefined || kind === 'sequence-jump') return true
  const received = numberOf(connection, event.received)
  const expected = numberOf(connection, event.expected)
  if (received === undefined || expected === undefined) return true
  // Where the frames that overtake one are lost themselves, it is their loss that shows.
  const behind = kind === 'reorder' ? MOST_OVERTAKING : 0
  return event.kind === 'late' ? received === sequence : expected <= sequence + behind && sequence < received
}
