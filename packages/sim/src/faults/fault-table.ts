import type { FaultKind, Quirk } from './fault.ts'

/** The part of a venue or of its link in which a fault happens. */
export type FaultLayer = 'wire' | 'content' | 'link' | 'dial' | 'rest'

/** What there is to know of a kind of fault. */
export interface FaultNote {
  readonly layer: FaultLayer
  /** What happens, and who saw it happen. */
  readonly summary: string
  /** What is wrong afterwards if the client does nothing. */
  readonly harms: 'book' | 'trades' | 'liveness' | 'rest'
  /** What a client can know of it. */
  readonly detectable: string
  /** How long it lasts unless told otherwise, in microseconds; kinds without it are over at once. */
  readonly lastsUs?: number
}

const contiguous = 'trade ids are contiguous per product: the hole shows with the next trade'

/** Every kind of fault: what it is, what it harms, how a client can know. */
export const faultTable: Readonly<Record<FaultKind, FaultNote>> = {
  drop: {
    layer: 'wire',
    summary: 'one numbered frame is lost; reported of slow consumers (coinbase-pro-node#280)',
    harms: 'book',
    detectable: 'the next frame of the connection, of any channel, skips a number',
  },
  duplicate: {
    layer: 'wire',
    summary: 'one frame comes twice, the second time at once or some frames later; reported of retrying relays',
    harms: 'book',
    detectable: 'the second has a number that has passed',
  },
  reorder: {
    layer: 'wire',
    summary: 'one frame comes behind one to four that were sent after it',
    harms: 'book',
    detectable: 'a number is skipped, and comes when it has passed',
  },
  truncate: {
    layer: 'wire',
    summary: 'one frame ends too early, as through a message limit of a relay (ccxt#23597)',
    harms: 'book',
    detectable: 'it is no JSON; often its number cannot be read either',
  },
  corrupt: {
    layer: 'wire',
    summary: 'one frame has a byte that does not belong, a letter in a number, an unknown value of a closed list or a misspelt key',
    harms: 'book',
    detectable: 'a strict reader refuses the frame; a lenient one may take a wrong number for a right one',
  },
  'sequence-jump': {
    layer: 'wire',
    summary: 'the numbers of a connection leap ahead and go on from there; nothing is lost, which no client can know',
    harms: 'book',
    detectable: 'a number is skipped',
  },
  'error-frame': {
    layer: 'wire',
    summary: 'an error frame without number comes between others, though nothing was refused (seen around incidents)',
    harms: 'liveness',
    detectable: 'its type; it names no request, so the subscriptions must be looked at',
  },
  'oversized-snapshot': {
    layer: 'wire',
    summary: 'a snapshot of a book is larger than the client takes (ccxt#23597, Coinbase.AdvancedTrade#12, undici#4899)',
    harms: 'book',
    detectable: 'the client itself closes with 1009; a client without a limit reads it, for the snapshot is right',
  },
  'missing-trades': {
    layer: 'content',
    summary: 'some trades of an update are missing though the frames are numbered without a hole (audit of an archive, 2026-10)',
    harms: 'trades',
    detectable: contiguous,
  },
  'mid-trade-snapshot': {
    layer: 'content',
    summary: 'new trades come as a snapshot, amid updates and without older trades (audit of an archive, 2026-10)',
    harms: 'trades',
    detectable: 'by its type; whoever passes over snapshots finds a hole of ids afterwards',
  },
  'stale-trades': {
    layer: 'content',
    summary: 'an update repeats some old trades (audit of an archive, 2026-10)',
    harms: 'trades',
    detectable: 'by their ids',
  },
  'flipped-sides': {
    layer: 'content',
    summary:
      'the trades of a product carry the side of the taker for a while; never seen of the venue, often of its clients (ccxt#8426, aggr#253)',
    harms: 'trades',
    detectable: 'only against the quotes just before the trades, over many of them',
    lastsUs: 120_000_000,
  },
  'no-snapshot': {
    layer: 'content',
    summary: 'a book is subscribed to, and its updates come, but never its snapshot (XChange#4271)',
    harms: 'book',
    detectable: 'updates without a snapshot; nothing within seconds of subscribing',
  },
  'partial-ack': {
    layer: 'content',
    summary: 'the acknowledgements of a connection miss a product that is sent all the same, for a while',
    harms: 'liveness',
    detectable: 'what is held, compared with what is wanted',
    lastsUs: 5_000_000,
  },
  'missing-heartbeats': {
    layer: 'content',
    summary: 'no heartbeats for a while, everything else as ever',
    harms: 'liveness',
    detectable: 'by the time since the last one; the counter tells how many are missing',
    lastsUs: 10_000_000,
  },
  stall: {
    layer: 'link',
    summary: 'nothing passes the link either way for a while, then everything does, in order',
    harms: 'liveness',
    detectable: 'silence, then frames that are old by their timestamps',
    lastsUs: 4_000_000,
  },
  'half-open': {
    layer: 'link',
    summary: 'nothing passes the link any more, pings included, and nobody closes it (a lost NAT entry, a dead peer)',
    harms: 'liveness',
    detectable: 'silence: with heartbeats nothing for five seconds is a fault',
  },
  'abrupt-close': {
    layer: 'link',
    summary: 'the socket is gone without a close frame',
    harms: 'liveness',
    detectable: 'close code 1006',
  },
  'clean-close': {
    layer: 'link',
    summary: 'the venue closes the connection in due form',
    harms: 'liveness',
    detectable: 'the close frame',
  },
  'slow-drip': {
    layer: 'link',
    summary: 'the link passes a few kilobytes a second for a while, in pieces that end anywhere in a frame',
    harms: 'liveness',
    detectable: 'frames that are old by their timestamps, while bytes keep coming',
    lastsUs: 4_000_000,
  },
  refuse: {
    layer: 'dial',
    summary: 'nobody listens, or whoever does hangs up before a word is said',
    harms: 'liveness',
    detectable: 'ECONNREFUSED or ECONNRESET',
    lastsUs: 3_000_000,
  },
  dns: {
    layer: 'dial',
    summary: 'the name of the venue is not resolved',
    harms: 'liveness',
    detectable: 'ENOTFOUND or EAI_AGAIN',
    lastsUs: 3_000_000,
  },
  tls: {
    layer: 'dial',
    summary: 'the other end is not who it says it is, or does not speak TLS',
    harms: 'liveness',
    detectable: 'a certificate or protocol error while connecting',
    lastsUs: 3_000_000,
  },
  'http-503-upgrade': {
    layer: 'dial',
    summary: 'the upgrade to a WebSocket is answered with status 503',
    harms: 'liveness',
    detectable: 'the status',
    lastsUs: 3_000_000,
  },
  'rest-429': {
    layer: 'rest',
    summary: 'requests are refused as too many',
    harms: 'rest',
    detectable: 'the status; the venue documents no retry-after',
    lastsUs: 2_000_000,
  },
  'rest-5xx': {
    layer: 'rest',
    summary: 'requests are answered with status 500, 502, 503 or 504, by the venue in JSON or by what stands before it in HTML',
    harms: 'rest',
    detectable: 'the status',
    lastsUs: 2_000_000,
  },
  'rest-garbage': {
    layer: 'rest',
    summary: 'a request is answered with status 200 and a body that is cut short or is a page of HTML',
    harms: 'rest',
    detectable: 'the body is no JSON',
  },
  'rest-timeout': {
    layer: 'rest',
    summary: 'a request is never answered',
    harms: 'rest',
    detectable: 'only by a time limit of the client',
  },
}

/** Every quirk: what real frames have shown. */
export const quirkTable: Readonly<Record<Quirk, string>> = {
  'noop-level': 'a level is repeated with the size it had (recording of 2026-09-30)',
  'unknown-removal': 'a level is removed that nobody was told of (recording of 2026-09-30)',
  'unordered-snapshot': 'the levels of a snapshot come in no order (BTC-PERP-INTX, 2026)',
  'multi-event': 'the changes of a book come in two events of one frame, as the schema allows',
  'mixed-product-trades': 'trades of two products come in one event, as the schema allows',
  'client-id': 'the envelope has an empty client_id (until 2025; on the user endpoint still)',
  'string-heartbeat-counter': 'heartbeat_counter is a string, as in the documented example',
  'epoch-event-time': 'the levels have the event time 1970-01-01 or 0001-01-01 (documented example; Exchange feed)',
  'unknown-channel': 'a numbered frame of a channel that nobody knows: "new message types can be added at any time"',
  'unknown-key': 'an object has a key that nobody knows',
  'clock-skew': "the venue's clock is some seconds off",
}
