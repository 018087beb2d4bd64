import type { Random } from '@of/sim'

const PIECES = [
  String.raw`" \ . - + e , : { } [ ] 0 9 Z T é ١ "},{ }]} \u0041 null offer bid BUY snapshot 1e5 0.0`,
  String.raw`"side":"bid", "type":"update", ,"extra":1 ,"updates":[] {"side":"offer","event_time":"`,
]
  .flatMap((pieces) => pieces.split(' '))
  .concat(' ', '\n', '\0', '\uFEFF', '\u007F')
  .map((text) => Buffer.from(text))
const LONGEST_STRETCH = 50

/** The same bytes with one thing done to them: a digit or a bit changed, a stretch lost, doubled, moved or replaced, the end cut off. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1)
  const length = 1 + random.below(random.chance(0.5) ? 3 : LONGEST_STRETCH)
  const head = bytes.subarray(0, at)
  const stretch = bytes.subarray(at, at + length)
  const tail = bytes.subarray(at + length)
  switch (random.below(9)) {
    case 0:
      return Buffer.concat([head, tail])
    case 1:
      return Buffer.concat([head, stretch, stretch, tail])
    case 2:
      return Buffer.concat([head, random.pick(PIECES), tail])
    case 3:
      return Buffer.concat([head, random.pick(PIECES), stretch, tail])
    case 4:
      return Buffer.concat([head, tail.subarray(0, length), stretch, tail.subarray(length)])
    case 5:
      return random.chance(0.2) ? head : withByte(bytes, at, random.below(256))
    case 6:
      return withByte(bytes, at, bytes[at]! ^ (1 << random.below(8)))
    default:
      return withDigit(bytes, at, random)
  }
}

function withByte(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const other = Uint8Array.from(bytes)
  other[at] = byte
  return other
}

/** The next digit from a place on is another: frames that stay sound say something else. */
function withDigit(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const place = bytes.findIndex((byte, index) => index >= at && byte >= 0x30 && byte <= 0x39)
  return withByte(bytes, place === -1 ? bytes.length : place, 0x30 + random.below(10))
}
