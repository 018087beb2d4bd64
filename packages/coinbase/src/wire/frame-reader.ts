import { byteWindow } from './bytes/byte-window.ts'
import { HeartbeatsReader } from './bytes/heartbeats-reader.ts'
import { Level2Reader } from './bytes/level2-reader.ts'
import { Literal } from './bytes/literal.ts'
import { TickerReader } from './bytes/ticker-reader.ts'
import { TradesReader } from './bytes/trades-reader.ts'
import type { Frame } from './frame.ts'
import { readFrame } from './read-frame.ts'

const LEVEL2 = new Literal('{"channel":"l2_data",')
const TRADES = new Literal('{"channel":"market_trades",')
const TICKER = new Literal('{"channel":"ticker",')
const HEARTBEATS = new Literal('{"channel":"heartbeats",')

/** Channels with a fast road, by the kind of their frames. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['level2', 'l2_data'],
  ['trades', 'market_trades'],
  ['ticker', 'ticker'],
  ['heartbeats', 'heartbeats'],
])
const FAST: ReadonlySet<string> = new Set(NAMES.values())

/**
 * Reads frames from their bytes. What it returns is overwritten by its next reading: copy what you keep.
 *
 * Frames of the four busiest channels are read without making a text of them, if they are in every byte what the venue is known
 * to send. Anything else is read from its text, to the same frame: the short way either refuses or agrees.
 */
export class FrameReader {
  readonly #slow = new Map<string, number>()
  readonly #level2 = new Level2Reader()
  readonly #trades = new TradesReader()
  readonly #ticker = new TickerReader()
  readonly #heartbeats = new HeartbeatsReader()

  /**
   * How many frames of those four channels were not of the usual form, by channel as the wire names it; under `''` frames
   * that could not be read so far as to tell their channel.
   */
  get slow(): ReadonlyMap<string, number> {
    return this.#slow
  }

  /** Reads a frame from the UTF-8 bytes of its text. Total: whatever the bytes, the answer is a frame, if need be an unreadable one. */
  read(bytes: Uint8Array): Frame {
    return this.#readFast(bytes) ?? this.#readSlowly(bytes)
  }

  #readFast(bytes: Uint8Array): Frame | undefined {
    byteWindow.open(bytes)
    if (LEVEL2.isAt(0)) return this.#level2.read(LEVEL2.length, bytes.length)
    if (TRADES.isAt(0)) return this.#trades.read(TRADES.length)
    if (TICKER.isAt(0)) return this.#ticker.read(TICKER.length)
    if (HEARTBEATS.isAt(0)) return this.#heartbeats.read(HEARTBEATS.length)
    return undefined
  }

  #readSlowly(bytes: Uint8Array): Frame {
    const frame = readFrame(textOf(bytes))
    const channel = frame.kind === 'unreadable' ? (frame.channel ?? '') : NAMES.get(frame.kind)
    if (channel === '' || (channel !== undefined && FAST.has(channel))) this.#slow.set(channel, (this.#slow.get(channel) ?? 0) + 1)
    return frame
  }
}

/** A text that no string can hold is as unreadable as none. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  try {
    return Buffer.from(buffer, byteOffset, byteLength).toString()
  } catch {
    return ''
  }
}
