import { wasmMemory } from './wasm-memory.ts'

const SHOWN_BYTES = 65_536

/** Ample for what is looked at from one place. */
const PADDING_BYTES = 256

/** Ample for an entry of any list that a frame carries. */
const ENTRY_BYTES = 512

/** The bytes in the window, as they are looked at one by one. Where there is WebAssembly, its memory begins with them. */
export const BYTES: Uint8Array = new Uint8Array(
  wasmMemory?.buffer ?? new ArrayBuffer(SHOWN_BYTES + PADDING_BYTES),
  0,
  SHOWN_BYTES + PADDING_BYTES,
)

/** The bytes in the window, as they are looked at four and eight at a time. */
export const VIEW: DataView = new DataView(BYTES.buffer)

/**
 * The place of what could not be read. There are zeros there and behind it, which no frame contains: whatever is looked for
 * next is not found, and not being found it is at this place again. So a refusal needs no check of its own.
 */
export const NOWHERE: number = SHOWN_BYTES

/**
 * What is read of a frame at a time: a copy of its bytes, with a zero behind the last one. All of them are verified in turn
 * and none may be zero, so nothing is read past the end, and what an earlier, longer frame has left there does not matter.
 *
 * A frame is read in one go and leaves nothing behind: one window serves all readers of a thread.
 */
class ByteWindow {
  #frame: Uint8Array = new Uint8Array()
  #shownTo = 0
  #end = 0
  #lookTo = NOWHERE

  /** Shows a frame from its first byte on. */
  open(frame: Uint8Array): void {
    const { length } = frame
    if (length <= SHOWN_BYTES) {
      BYTES.set(frame)
      BYTES[length] = 0
      this.#end = length
      this.#lookTo = NOWHERE
    } else {
      this.#frame = frame
      this.#shownTo = 0
      this.#fill(0)
    }
  }

  /** Up to which place an entry of a list can be read before the window must be moved on. */
  get lookTo(): number {
    return this.#lookTo
  }

  /** Moves the window on, to begin with the byte at a place; where that byte is now. */
  moveTo(at: number): number {
    if (at >= this.#end) return NOWHERE
    BYTES.copyWithin(0, at, this.#end)
    this.#fill(this.#end - at)
    return 0
  }

  /** Whether the frame ends at a place. */
  endsAt(at: number): boolean {
    return at === this.#end && this.#lookTo === NOWHERE
  }

  #fill(from: number): void {
    const more = this.#frame.subarray(this.#shownTo, this.#shownTo + SHOWN_BYTES - from)
    BYTES.set(more, from)
    this.#shownTo += more.length
    this.#end = from + more.length
    BYTES[this.#end] = 0
    const isLast = this.#shownTo === this.#frame.length
    this.#lookTo = isLast ? NOWHERE : SHOWN_BYTES - ENTRY_BYTES
    if (isLast) this.#frame = NO_BYTES
  }
}

const NO_BYTES = new Uint8Array()

/** The window of this thread. */
export const byteWindow: ByteWindow = new ByteWindow()

/** The text from one place up to another; the bytes there must be ASCII. */
export function textBetween(from: number, to: number): string {
  return LATIN1.toString('latin1', from, to)
}

const LATIN1 = Buffer.from(BYTES.buffer)
