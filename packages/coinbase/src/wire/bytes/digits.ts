import { VIEW } from './byte-window.ts'

/** The number that four digits at a place of the window make; -1 unless all four are digits. */
export function fourDigitsAt(at: number): number {
  const digits = VIEW.getUint32(at, true) ^ 0x30303030
  // A byte above 9 carries into its highest bit, or has it already.
  if (((digits | ((digits + 0x76767676) | 0)) & 0x80808080) !== 0) return -1
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff
  return (Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff
}
