import type { Us } from '@of/core'

/** What can go wrong, in the layers in which it goes wrong. */
export const faultKinds = [
  // Of the wire, after numbering: a frame or a few.
  'drop',
  'duplicate',
  'reorder',
  'truncate',
  'corrupt',
  'sequence-jump',
  'error-frame',
  'oversized-snapshot',
  // Of content, before numbering: the sequence stays whole.
  'missing-trades',
  'mid-trade-snapshot',
  'stale-trades',
  'flipped-sides',
  'no-snapshot',
  'partial-ack',
  'missing-heartbeats',
  // Of the link.
  'stall',
  'half-open',
  'abrupt-close',
  'clean-close',
  'slow-drip',
  // Of dialling.
  'refuse',
  'dns',
  'tls',
  'http-503-upgrade',
  // Of REST.
  'rest-429',
  'rest-5xx',
  'rest-garbage',
  'rest-timeout',
] as const

/** One way in which what the venue says fails to reach its client, or the venue fails to say it. */
export type FaultKind = (typeof faultKinds)[number]

/** Oddities that real frames show and a good client takes in its stride. */
export const quirks = [
  'noop-level',
  'unknown-removal',
  'unordered-snapshot',
  'multi-event',
  'mixed-product-trades',
  'client-id',
  'string-heartbeat-counter',
  'epoch-event-time',
  'unknown-channel',
  'unknown-key',
  'clock-skew',
] as const

/** An oddity that is no fault: nothing is lost by it and nothing need be done about it. */
export type Quirk = (typeof quirks)[number]

/** What fails when somebody connects. */
export type DialFault = Extract<FaultKind, 'refuse' | 'dns' | 'tls' | 'http-503-upgrade'>

/** A fault as it is planned. */
export interface Fault {
  readonly kind: FaultKind
  /** The earliest time at which it bites, in the venue's time: it waits for a frame that it fits, or half a minute for a dial or a request. */
  readonly atUs: Us
  /** The connection that it is meant for; whichever fits first unless given. */
  readonly connection?: string
  /** The product that it is meant for; whichever fits first unless given. */
  readonly product?: string
  /** How long it lasts, for the kinds that last; each has its own length unless given. */
  readonly durationUs?: Us
}

/** A fault that has bitten. */
export interface InjectedFault extends Fault {
  /** The connection that it bit; of a request there is none. */
  readonly connection?: string
  /** The number under which it was scheduled, from 1. */
  readonly id: number
  /** When it bit, in the venue's time. */
  readonly bitUs: Us
  /** The venue's number of the frame that was hit, before any jump of the sequence. */
  readonly sequence?: number
  /** The products of the frame or request that was hit; empty where it had none. */
  readonly products: readonly string[]
}

/** What becomes of a frame on the link. */
export interface Delivery {
  readonly text: string
  /** How long it takes on top of the ordinary way; never so that it overtakes what was sent before it. */
  readonly delayUs: Us
}

/** A link that is to be closed now. */
export interface Closure {
  readonly connection: string
  /** `abrupt`: the socket is gone without a close frame. */
  readonly how: 'abrupt' | 'clean'
  /** The code of the close frame, or 1006 where there is none. */
  readonly code: number
  readonly reason: string
}
