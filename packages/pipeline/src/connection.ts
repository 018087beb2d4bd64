import { type ConnectionSync, type FeedFault, type Frame, openedConnection } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'

/** Silence after which a connection that beats every second is taken for dead. */
const STALE_WITH_HEARTBEATS_US: Us = 5 * SECOND_US

/** Silence after which any connection is taken for dead: the venue closes quiet ones after 60 to 90 s. */
const STALE_US: Us = 90 * SECOND_US

/** What is counted of a connection. */
export interface ConnectionCounts {
  frames: number
  sequenceGaps: number
  lostFrames: number
  lateFrames: number
  unreadableFrames: number
  unknownChannels: number
  unknownKeys: number
  venueErrors: number
}

/** One connection: its sequence, the time of its newest frame that was not late (or of its opening), and what went wrong on it. Plain data. */
export interface Connection {
  readonly name: string
  sync: ConnectionSync
  open: boolean
  lastUs: Us | undefined
  heartbeats: boolean
  counts: ConnectionCounts
}

/** A connection that has just opened. */
export function openConnection(name: string): Connection {
  return { name, sync: openedConnection(), open: true, lastUs: undefined, heartbeats: false, counts: zeroCounts() }
}

/** Nothing counted yet. */
export function zeroCounts(): ConnectionCounts {
  return {
    frames: 0,
    sequenceGaps: 0,
    lostFrames: 0,
    lateFrames: 0,
    unreadableFrames: 0,
    unknownChannels: 0,
    unknownKeys: 0,
    venueErrors: 0,
  }
}

/** Counts a frame, whatever it is. */
export function countFrame({ counts }: Connection, frame: Frame): void {
  counts.frames += 1
  if (frame.kind !== 'unreadable' && frame.kind !== 'error') counts.unknownKeys += frame.unknownKeys
}

/** Counts what the synchronisation found wrong. */
export function countFault({ counts }: Connection, fault: FeedFault): void {
  switch (fault.kind) {
    case 'sequence-gap':
      counts.sequenceGaps += 1
      counts.lostFrames += fault.received - fault.expected
      return
    case 'late-frame':
      counts.lateFrames += 1
      return
    case 'unreadable-frame':
      counts.unreadableFrames += 1
      return
    case 'unknown-channel':
      counts.unknownChannels += 1
      return
    case 'venue-error':
      counts.venueErrors += 1
      return
    // These are counted by product.
    case 'unsynced-update':
    case 'crossed-book':
    case 'unsubscribed':
    // Nor are these faults of what the connection brought.
    case 'connection-closed':
    case 'unreadable-answer':
    case 'refused-product':
  }
}

/** Why what a connection carries is not received now; `undefined` while it is. */
export function downReason(connection: Connection, nowUs: Us): string | undefined {
  if (!connection.open) return 'connection closed'
  const seconds = staleSeconds(connection, nowUs)
  return seconds === undefined ? undefined : `stale: nothing received for ${seconds} s`
}

/** Seconds a connection has been silent for too long, or `undefined` while it is alive. */
export function staleSeconds(connection: Connection, nowUs: Us): number | undefined {
  if (connection.lastUs === undefined || nowUs <= aliveUntilUs(connection)) return undefined
  return Math.floor((nowUs - connection.lastUs) / SECOND_US)
}

/** Until when a connection counts as alive if nothing more comes from it. */
export function aliveUntilUs({ lastUs = 0, heartbeats }: Connection): Us {
  return lastUs + (heartbeats ? STALE_WITH_HEARTBEATS_US : STALE_US)
}
