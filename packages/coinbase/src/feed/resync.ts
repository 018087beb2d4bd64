import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { boundUs } from './backoff.ts'

/** Where the book of a product stands with its snapshot. Plain data. */
export interface Resync {
  /**
   * `held`: it stands. `wanted`: a snapshot is to be asked for at `dueUs`. `leaving`: its subscription was ended, to be made again.
   * `asked`: a snapshot is on its way, or not.
   */
  stage: 'held' | 'wanted' | 'leaving' | 'asked'
  /** When the book was last lost; `undefined` if it never stood. */
  lostUs: Us | undefined
  heldSinceUs: Us
  /** Snapshots asked for since the book last stood for a while. */
  attempt: number
  dueUs: Us
  /** When a snapshot was last asked for. */
  askedUs: Us
  /** Times in a row that it did not come. */
  timeouts: number
}

/** How long a snapshot may take, counted anew from every snapshot of the connection: they come one after the other. */
export const SNAPSHOT_US: Us = 5 * SECOND_US

/** Snapshots of one product are not asked for more often than this. */
const APART_US: Us = SECOND_US

/** A book that stood for so long was well. */
const WELL_US: Us = MINUTE_US

/** A book that is found wrong again and again, though no frame is lost, is replaced ever more rarely. */
const VERDICT = { firstUs: SECOND_US, mostUs: 30 * SECOND_US }

const MOST_TIMEOUTS = 2

/** A book that was never asked for: its first snapshot comes with its subscription. */
export function unaskedResync(): Resync {
  return { stage: 'wanted', lostUs: undefined, heldSinceUs: 0, attempt: 0, dueUs: Infinity, askedUs: -Infinity, timeouts: 0 }
}

/** The book was lost, with frames or by a verdict on what it holds: when its snapshot may be asked for. */
export function onLost(resync: Resync, nowUs: Us, by: 'frames' | 'verdict'): void {
  const stood = resync.stage === 'held'
  if (stood) {
    if (nowUs - resync.heldSinceUs >= WELL_US) resync.attempt = 0
    resync.lostUs = nowUs
  }
  if (resync.stage === 'wanted' || resync.stage === 'leaving') return
  resync.stage = 'wanted'
  resync.attempt += 1
  const apartUs = by === 'verdict' && resync.attempt > 1 ? boundUs(VERDICT, resync.attempt - 1) : APART_US
  resync.dueUs = Math.max(nowUs, resync.askedUs + apartUs)
}

/** The subscription was ended, so that a new one brings a snapshot. */
export function onLeft(resync: Resync): void {
  resync.stage = 'leaving'
}

/** A snapshot was asked for. */
export function onAsked(resync: Resync, nowUs: Us): void {
  resync.stage = 'asked'
  resync.askedUs = nowUs
}

/** The book stands: how long it did not, `undefined` if it never had. */
export function onHeld(resync: Resync, nowUs: Us): Us | undefined {
  if (resync.stage === 'held') return undefined
  resync.stage = 'held'
  resync.timeouts = 0
  resync.heldSinceUs = nowUs
  return resync.lostUs === undefined ? undefined : nowUs - resync.lostUs
}

/** The socket is another one: everything is asked for anew. */
export function onSocketLost(resync: Resync, nowUs: Us): void {
  if (resync.stage === 'held') resync.lostUs = nowUs
  resync.stage = 'wanted'
  resync.attempt = 1
  resync.timeouts = 0
  resync.askedUs = -Infinity
  resync.dueUs = Infinity
}

/** When something is to be done about it next; never while the book stands. */
export function dueUs(resync: Resync, lastSnapshotUs: Us): Us {
  if (resync.stage === 'held' || resync.stage === 'leaving') return Infinity
  return resync.stage === 'wanted' ? resync.dueUs : Math.max(resync.askedUs, lastSnapshotUs) + SNAPSHOT_US
}

/** A snapshot that was asked for cannot come yet: it is waited for anew. */
export function onWaitAgain(resync: Resync, nowUs: Us): void {
  resync.askedUs = nowUs
}

/** A snapshot that was asked for did not come: it is asked for again, or the socket is given up. */
export function onTimeout(resync: Resync, nowUs: Us): 'ask-again' | 'give-up' {
  resync.timeouts += 1
  resync.attempt += 1
  resync.stage = 'wanted'
  resync.dueUs = nowUs
  return resync.timeouts >= MOST_TIMEOUTS ? 'give-up' : 'ask-again'
}
