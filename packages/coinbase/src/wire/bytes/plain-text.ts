import { BYTES, NOWHERE } from './byte-window.ts'

const QUOTE = 34
const BACKSLASH = 92

/** 1 for the bytes of ASCII that JSON writes as they are. */
const PLAIN: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 32 && byte < 127 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
)

/**
 * The place of the quote that closes a text of up to so many bytes; `NOWHERE` if it is not there by then, or after a character
 * that JSON would escape or that is not ASCII.
 */
export function plainEnd(at: number, most: number): number {
  const last = at + most
  let place = at
  while (PLAIN[BYTES[place]!] === 1) {
    if (place === last) return NOWHERE
    place += 1
  }
  return BYTES[place] === QUOTE ? place : NOWHERE
}
