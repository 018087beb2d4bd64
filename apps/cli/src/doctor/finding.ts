/** How a check came out. */
export type Verdict = 'pass' | 'warn' | 'fail'

/** What is checked of a connection, in the order in which it is told. The names are stable; those of the feed's own checks are theirs. */
export type ConnectionCheck =
  | 'connect'
  | 'subscription'
  | 'liveness'
  | 'sequence'
  | 'frames'
  | 'latency'
  | 'clock'
  | 'rest'
  | 'rest-book'
  | 'queue'
  | 'credentials'

/** What is checked of each product. */
export type ProductCheck =
  | 'book'
  | 'crossed'
  | 'ticker'
  | 'trade-ids'
  | 'candles'
  | 'history'
  | 'aggressor-audit'
  | 'whales'
  | 'features'
  | 'signal'

/** The steps of the way to a host. */
export type NetCheck = 'address' | 'proxy' | 'dns' | 'tcp' | 'tls' | 'upgrade' | 'http'

/** What a check found. */
export interface Finding {
  readonly name: ConnectionCheck | ProductCheck | NetCheck
  /** The product or the host that it is about; `null` where it is about the whole. */
  readonly subject: string | null
  readonly verdict: Verdict
  readonly detail: string
  /** One line that can be typed or done; `null` where nothing is wrong. */
  readonly remedy: string | null
}

/** A finding of one of some checks, before it is said what it is about. */
export type Found<Name extends Finding['name']> = Omit<Finding, 'subject' | 'name'> & { readonly name: Name }

/** All is well. */
export function pass<Name extends Finding['name']>(name: Name, detail: string): Found<Name> {
  return { name, verdict: 'pass', detail, remedy: null }
}

/** It works, and deserves a look. */
export function warn<Name extends Finding['name']>(name: Name, detail: string, remedy: string): Found<Name> {
  return { name, verdict: 'warn', detail, remedy }
}

/** It does not work. */
export function fail<Name extends Finding['name']>(name: Name, detail: string, remedy: string): Found<Name> {
  return { name, verdict: 'fail', detail, remedy }
}
