// Reads a frame of the `level2` channel from its bytes, sixteen at a time. This is AssemblyScript: TypeScript's form, WebAssembly's types.
// `compile.ts` makes `src/wire/bytes/level2-module.ts` of it.

/** The window of `byte-window.ts` is where memory begins; at `NOWHERE` and behind it are zeros, which no frame contains. */
const NOWHERE: i32 = 65_536
const REST: i32 = NOWHERE + 256

/** What a frame tells beside its levels. */
export const SEQUENCE: i32 = REST
export const TIME_US: i32 = REST + 8
/** The latest time of its levels; minus infinity if none has a time. */
export const LATEST_US: i32 = REST + 16
export const IS_SNAPSHOT: i32 = REST + 24
export const PRODUCT_AT: i32 = REST + 28
/** Where reading stopped: behind the frame or, if it is paused, before a level whose rest may not be in the window. */
export const PLACE: i32 = REST + 32
export const IS_PAUSED: i32 = REST + 36
/** The time of a level. */
const LEVEL_US: i32 = REST + 40

/** The minute that was read last, as text and in microseconds: most times are of the minute of the one before. */
export const MINUTE: i32 = REST + 64
export const MINUTE_US: i32 = REST + 96

/** Literals, each with room for 32 bytes. */
const TIMESTAMP: i32 = REST + 128
const CLIENT: i32 = TIMESTAMP + 32
const NUMBER: i32 = TIMESTAMP + 64
const EVENTS: i32 = TIMESTAMP + 96
const UPDATE: i32 = TIMESTAMP + 128
const SNAPSHOT: i32 = TIMESTAMP + 160
const UPDATES: i32 = TIMESTAMP + 192
const SIDES: i32 = TIMESTAMP + 224
const PRICE: i32 = TIMESTAMP + 288
const SIZE: i32 = TIMESTAMP + 320

/** By how far behind its point a decimal ends: what its digits are to be divided by. */
const POWERS: i32 = TIMESTAMP + 384
/** By the places of point and end: where the digits of a decimal are in its sixteen bytes, the last one last. */
const DIGITS: i32 = POWERS + 128

/** Room for the levels of a window. */
export const ROWS: i32 = 1_024
export const ASKS: i32 = DIGITS + 4_096
export const PRICES: i32 = ASKS + ROWS
export const SIZES: i32 = PRICES + (ROWS << 3)

const MOST_DIGITS: i32 = 15
const REFUSED: i32 = -1

const QUOTE: i32 = 0x22
const POINT: i32 = 0x2e
const ZERO: i32 = 0x30
const COLON: i32 = 0x3a
const FIVE: i32 = 0x35
const NINE: i32 = 0x39
const ZULU: i32 = 0x5a
/** The first letter of `offer`. */
const OFFERS: i32 = 0x6f
/** `"},{`, `"}]}` and `]}]}` */
const LEVEL_FOLLOWS: i32 = 0x7b2c7d22
const LEVEL_ENDS: i32 = 0x7d5d7d22
const FRAME_ENDS: i32 = 0x7d5d7d5d

/** Takes a minute that is at a place of the window into `MINUTE` and `MINUTE_US`; 0 if it is none. */
declare function takeMinute(at: i32): i32


function put(at: i32, text: string): void {
  for (let i = 0; i < text.length; i++) store<u8>(at + i, text.charCodeAt(i))
}

put(TIMESTAMP, '"timestamp":"')
put(CLIENT, '"client_id":"",')
put(NUMBER, '","sequence_num":')
put(EVENTS, ',"events":[{')
put(UPDATE, '"type":"update","product_id":"')
put(SNAPSHOT, '"type":"snapshot","product_id":"')
put(UPDATES, '","updates":[')
put(SIDES, '{"side":"bid","event_time":"')
put(SIDES + 32, '{"side":"offer","event_time":"')
put(PRICE, '","price_level":"')
put(SIZE, '","new_quantity":"')

store<f64>(POWERS, 1)
store<f64>(POWERS + 8, NaN)
for (let digits = 1, power = 10.0; digits <= MOST_DIGITS - 1; digits++, power *= 10) store<f64>(POWERS + ((digits + 1) << 3), power)
for (let point = 1; point <= MOST_DIGITS; point++) {
  for (let end = point; end <= 16; end++) {
    let lane = DIGITS + (point << 8) + (end << 4) - 1
    memory.fill(lane - 15, 0xff, 16)
    for (let digit = end - 1; digit >= 0; digit--) if (digit != point) store<u8>(lane--, digit)
  }
}

/** A bit for each of sixteen bytes that is not a digit, and for all behind them. */
@inline
function others(text: v128): i32 {
  // Moved up to the end of what a signed byte holds, digits are what is above 117.
  return ~i8x16.bitmask(i8x16.gt_s(i8x16.add(text, i8x16.splat(<i8>(127 - NINE))), i8x16.splat(117)))
}

/** How many bytes a decimal has whose point, if it has one, is behind so many digits. */
@inline
function endOf(at: i32, point: i32, others: i32): i32 {
  return select(ctz(others & (others - 1)), point, <i32>load<u8>(at + point) == POINT)
}

/** The digits of a decimal as one number. */
@inline
function digitsOf(text: v128, point: i32, end: i32): i64 {
  const digits = i8x16.swizzle(i8x16.sub(text, i8x16.splat(<i8>ZERO)), v128.load(DIGITS - 16 + (point << 8) + (end << 4)))
  const pairs = v128.and(i16x8.add(i16x8.mul(digits, i16x8.splat(10)), i16x8.shr_u(digits, 8)), i16x8.splat(0xff))
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1))
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), i16x8(10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1))
  const both = i64x2.extract_lane(eights, 0)
  return (both & 0xffff_ffff) * 100_000_000 + (both >>> 32)
}

/** All zeros if the same sixteen bytes are at both places. */
@inline
function unlike(at: i32, other: i32): v128 {
  return v128.xor(v128.load(at), v128.load(other))
}

/** Whether a literal of 16 to 32 bytes is at a place. */
@inline
function isAt(at: i32, literal: i32, bytes: i32): bool {
  return !v128.any_true(v128.or(unlike(at, literal), unlike(at + bytes - 16, literal + bytes - 16)))
}

/** Whether a literal of 8 to 16 bytes is at a place. */
@inline
function isShortAt(at: i32, literal: i32, bytes: i32): bool {
  return ((load<u64>(at) ^ load<u64>(literal)) | (load<u64>(at + bytes - 8) ^ load<u64>(literal + bytes - 8))) == 0
}

/** Reads a time into a cell; where it ends, or `NOWHERE`. */
function timeAt(at: i32, cell: i32): i32 {
  if ((v128.any_true(unlike(at, MINUTE)) || <i32>load<u8>(at + 16) != COLON) && takeMinute(at) == 0) return NOWHERE
  const seconds = at + 17
  const text = v128.load(seconds)
  const all = others(text)
  const point = ctz(all)
  if (point != 2 || <i32>load<u8>(seconds) > FIVE) return NOWHERE
  const end = endOf(seconds, point, all)
  if (end == 3 || end > 12 || <i32>load<u8>(seconds + end) != ZULU) return NOWHERE
  // A fraction has up to nine digits, of which those behind the sixth are cut off.
  const missing = end == 2 ? 9 : 12 - end
  const nanos = digitsOf(text, point, end) * <i64>load<f64>(POWERS + ((missing == 0 ? 0 : missing + 1) << 3))
  store<f64>(cell, load<f64>(MINUTE_US) + <f64>(nanos / 1_000))
  return seconds + end + 1
}

/** Reads all that stands before the levels; where they begin, or `NOWHERE`. */
function headAt(first: i32): i32 {
  let place = first
  if (isShortAt(place, CLIENT, 15)) place += 15
  if (!isShortAt(place, TIMESTAMP, 13)) return NOWHERE
  place = timeAt(place + 13, TIME_US)
  const timeUs = load<f64>(TIME_US)
  if (!isAt(place, NUMBER, 17) || timeUs != timeUs) return NOWHERE
  place += 17
  const text = v128.load(place)
  const bytes = ctz(others(text))
  if (bytes == 0 || bytes > MOST_DIGITS || (bytes > 1 && <i32>load<u8>(place) == ZERO)) return NOWHERE
  store<f64>(SEQUENCE, <f64>digitsOf(text, bytes, bytes))
  place += bytes
  if (!isShortAt(place, EVENTS, 12)) return NOWHERE
  place += 12
  if (isAt(place, UPDATE, 30)) {
    store<i32>(IS_SNAPSHOT, 0)
    place += 30
  } else if (isAt(place, SNAPSHOT, 32)) {
    store<i32>(IS_SNAPSHOT, 1)
    place += 32
  } else return NOWHERE
  store<i32>(PRODUCT_AT, place)
  const end = place + nameBytes(place)
  return end > place && isShortAt(end, UPDATES, 13) ? end + 13 : NOWHERE
}

/** How many bytes there are up to the first quote: at most 32, or 0. What they are is for others to judge. */
function nameBytes(at: i32): i32 {
  const quotes = quotesIn(v128.load(at)) | (quotesIn(v128.load(at + 16)) << 16)
  return quotes != 0 ? ctz(quotes) : <i32>load<u8>(at + 32) == QUOTE ? 32 : 0
}

@inline
function quotesIn(text: v128): i32 {
  return i8x16.bitmask(i8x16.eq(text, i8x16.splat(<i8>QUOTE)))
}

/** Reads the frame in the window from behind its channel on, levels up to a place. How many levels are read, -1 if it has not the usual form. */
export function readFrame(first: i32, lookTo: i32): i32 {
  const place = headAt(first)
  if (place == NOWHERE) return REFUSED
  store<f64>(LATEST_US, -Infinity)
  if (load<i32>(place) == FRAME_ENDS) {
    store<i32>(PLACE, place + 4)
    store<i32>(IS_PAUSED, 0)
    return 0
  }
  return readLevels(place, lookTo)
}

/** Reads levels up to the end of the frame, or until one begins behind a place: how many, -1 if they have not the usual form. */
export function readLevels(first: i32, lookTo: i32): i32 {
  let place = first
  let row = 0
  // From its time up to its price, a level nearly always has the bytes of the one before, which were verified.
  let tail = NOWHERE
  let tailBytes = 32
  for (;;) {
    const ask = i32(<i32>load<u8>(place + 9) == OFFERS)
    const side = SIDES + (ask << 5)
    const sideBytes = 28 + (ask << 1)
    const at = place + sideBytes
    const overlap = tailBytes - 16
    const unlikeSide = v128.or(unlike(place, side), unlike(at - 16, side + sideBytes - 16))
    const unlikeTail = v128.or(v128.or(unlike(at, tail), unlike(at + 16, tail + 16)), unlike(at + overlap, tail + overlap))
    if (v128.any_true(v128.or(unlikeSide, unlikeTail))) {
      if (v128.any_true(unlikeSide)) return REFUSED
      const end = timeAt(at, LEVEL_US)
      if (!isAt(end, PRICE, 17)) return REFUSED
      const timeUs = load<f64>(LEVEL_US)
      if (timeUs > load<f64>(LATEST_US)) store<f64>(LATEST_US, timeUs)
      tail = at
      tailBytes = end + 17 - at
    }
    place = at + tailBytes

    // No branch depends on how many digits there are, nor on whether there is a point.
    let text = v128.load(place)
    let all = others(text)
    let point = ctz(all)
    if (<u32>(point - 1) >= <u32>MOST_DIGITS) return REFUSED
    let end = endOf(place, point, all)
    const price = <f64>digitsOf(text, point, end) / load<f64>(POWERS + ((end - point) << 3))
    place += end
    if (!isAt(place, SIZE, 18)) return REFUSED
    place += 18

    text = v128.load(place)
    all = others(text)
    point = ctz(all)
    if (<u32>(point - 1) >= <u32>MOST_DIGITS) return REFUSED
    end = endOf(place, point, all)
    const size = <f64>digitsOf(text, point, end) / load<f64>(POWERS + ((end - point) << 3))
    place += end
    // A point without digits behind it makes NaN.
    if (!(price > 0) || !(size >= 0)) return REFUSED

    store<u8>(ASKS + row, <u8>ask)
    store<f64>(PRICES + (row << 3), price)
    store<f64>(SIZES + (row << 3), size)
    row += 1
    if (load<i32>(place) != LEVEL_FOLLOWS) break
    place += 3
    if (place > lookTo) {
      store<i32>(PLACE, place)
      store<i32>(IS_PAUSED, 1)
      return row
    }
  }
  if (load<i32>(place) != LEVEL_ENDS || load<i32>(place + 2) != FRAME_ENDS) return REFUSED
  store<i32>(PLACE, place + 6)
  store<i32>(IS_PAUSED, 0)
  return row
}
