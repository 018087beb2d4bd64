/** A running XXH64: four 64-bit lanes as words, low half first, and the bytes that do not fill a stripe yet. */
export interface Xxh64State {
  readonly lanes: Int32Array
  readonly tail: Uint8Array
  tailBytes: number
  totalBytes: number
}

const STRIPE_BYTES = 32
const PRIME_1 = 0x9e3779b185ebca87n
const PRIME_2 = 0xc2b2ae3d27d4eb4fn
const PRIME_3 = 0x165667b19e3779f9n
const PRIME_4 = 0x85ebca77c2b2ae63n
const PRIME_5 = 0x27d4eb2f165667c5n

/**
 * XXH64 with seed zero, the hash behind zstd's content checksum: bytes in, a 64-bit number out.
 *
 * Stripes are mixed in halves of 32 bits, because big integers allocate.
 *
 * @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export const xxh64: {
  readonly init: () => Xxh64State
  readonly step: (state: Xxh64State, bytes: Uint8Array) => void
  readonly read: (state: Xxh64State) => bigint
} = {
  init() {
    const lanes = [PRIME_1 + PRIME_2, PRIME_2, 0n, -PRIME_1].flatMap((lane) => [Number(u32(lane)), Number(u32(lane >> 32n))])
    return { lanes: Int32Array.from(lanes), tail: new Uint8Array(STRIPE_BYTES), tailBytes: 0, totalBytes: 0 }
  },

  step(state, bytes) {
    state.totalBytes += bytes.length
    let at = 0
    if (state.tailBytes > 0) {
      at = Math.min(bytes.length, STRIPE_BYTES - state.tailBytes)
      state.tail.set(bytes.subarray(0, at), state.tailBytes)
      state.tailBytes += at
      if (state.tailBytes < STRIPE_BYTES) return
      mixStripes(state.lanes, state.tail)
    }
    const rest = (bytes.length - at) % STRIPE_BYTES
    mixStripes(state.lanes, bytes.subarray(at, bytes.length - rest))
    state.tail.set(bytes.subarray(bytes.length - rest))
    state.tailBytes = rest
  },

  read(state) {
    let hash = state.totalBytes < STRIPE_BYTES ? PRIME_5 : merged(state.lanes)
    hash = u64(hash + BigInt(state.totalBytes))
    const tail = new DataView(state.tail.buffer, state.tail.byteOffset, state.tailBytes)
    let at = 0
    for (; at + 8 <= tail.byteLength; at += 8) hash = u64(rotated(hash ^ round(tail.getBigUint64(at, true)), 27n) * PRIME_1 + PRIME_4)
    if (at + 4 <= tail.byteLength) {
      hash = u64(rotated(hash ^ u64(BigInt(tail.getUint32(at, true)) * PRIME_1), 23n) * PRIME_2 + PRIME_3)
      at += 4
    }
    for (; at < tail.byteLength; at++) hash = u64(rotated(hash ^ u64(BigInt(tail.getUint8(at)) * PRIME_5), 11n) * PRIME_1)
    hash = u64((hash ^ (hash >> 33n)) * PRIME_2)
    hash = u64((hash ^ (hash >> 29n)) * PRIME_3)
    return hash ^ (hash >> 32n)
  },
}

/** Mixes whole stripes of four 64-bit words into the four lanes: `lane = rotate(lane + word × PRIME_2, 31) × PRIME_1`. */
function mixStripes(lanes: Int32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let lane = 0; lane < 8; lane += 2) {
    let low = lanes[lane]! >>> 0
    let high = lanes[lane + 1]!
    for (let at = lane * 4; at < bytes.length; at += STRIPE_BYTES) {
      const wordLow = view.getUint32(at, true)
      const wordHigh = view.getUint32(at + 4, true)
      const sumLow = low + (Math.imul(wordLow, 0x27d4eb4f) >>> 0)
      const carry = sumLow > 0xffff_ffff ? 1 : 0
      const product = highHalf(wordLow, 0x27d4eb4f) + Math.imul(wordLow, 0xc2b2ae3d) + Math.imul(wordHigh, 0x27d4eb4f)
      const sumHigh = (high + product + carry) | 0
      const turnedLow = ((sumLow << 31) | (sumHigh >>> 1)) >>> 0
      const turnedHigh = (sumHigh << 31) | ((sumLow | 0) >>> 1)
      low = Math.imul(turnedLow, 0x85ebca87) >>> 0
      high = (highHalf(turnedLow, 0x85ebca87) + Math.imul(turnedLow, 0x9e3779b1) + Math.imul(turnedHigh, 0x85ebca87)) | 0
    }
    lanes[lane] = low
    lanes[lane + 1] = high
  }
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers. */
function highHalf(a: number, b: number): number {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const cross = a1 * b0 + ((a0 * b0) >>> 16)
  return a1 * b1 + (cross >>> 16) + ((a0 * b1 + (cross & 0xffff)) >>> 16)
}

function merged(lanes: Int32Array): bigint {
  const whole = (lane: number): bigint => u32(BigInt(lanes[lane]!)) | (u32(BigInt(lanes[lane + 1]!)) << 32n)
  let hash = u64(rotated(whole(0), 1n) + rotated(whole(2), 7n) + rotated(whole(4), 12n) + rotated(whole(6), 18n))
  for (let lane = 0; lane < 8; lane += 2) hash = u64((hash ^ round(whole(lane))) * PRIME_1 + PRIME_4)
  return hash
}

function round(word: bigint): bigint {
  return u64(rotated(u64(word * PRIME_2), 31n) * PRIME_1)
}

function rotated(word: bigint, bits: bigint): bigint {
  return u64((word << bits) | (word >> (64n - bits)))
}

function u32(value: bigint): bigint {
  return BigInt.asUintN(32, value)
}

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}
