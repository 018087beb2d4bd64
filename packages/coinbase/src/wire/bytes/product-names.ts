import { BYTES, NOWHERE, textBetween, VIEW } from './byte-window.ts'
import { plainEnd } from './plain-text.ts'

/** Names of more bytes than this are refused. */
const LONGEST = 32

/** How many names are remembered: a later one takes the place of an earlier one. */
const NAMES = 4_096

/** A name and its closing quote. */
const SPELLING = LONGEST + 1

const names: string[] = Array.from({ length: NAMES }, () => '')
const spellings: Uint8Array = new Uint8Array(NAMES * SPELLING)

/**
 * Finds the name of a product at a place of the window, up to its closing quote: the number it is remembered under until the next
 * one is looked for; -1 if there is none that is plain, not empty and not too long.
 */
export function productAt(at: number): number {
  const number = numberOf(at)
  if (isSpelledAt(at, number)) return number
  const end = plainEnd(at, LONGEST)
  if (end === NOWHERE || end === at) return -1
  names[number] = internalized(textBetween(at, end))
  spellings.set(BYTES.subarray(at, end + 1), number * SPELLING)
  return number
}

/** The name remembered under a number: one string for all that are spelled so, which no frame makes anew. */
export function productName(number: number): string {
  return names[number]!
}

/** By eight bytes: names that are shorter are mostly followed by the same, and otherwise remembered twice. */
function numberOf(at: number): number {
  const mixed = Math.imul(VIEW.getInt32(at, true) ^ Math.imul(VIEW.getInt32(at + 4, true), 0x9e3779b1), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) & (NAMES - 1)
}

function isSpelledAt(at: number, number: number): boolean {
  const { length } = names[number]!
  const start = number * SPELLING
  for (let letter = 0; letter <= length; letter++) if (spellings[start + letter] !== BYTES[at + letter]) return false
  return length > 0
}

/** The same text as the names of properties are kept: two of those are told apart by where they are, without looking at their letters. */
function internalized(text: string): string {
  return Object.keys({ [text]: undefined })[0]!
}
