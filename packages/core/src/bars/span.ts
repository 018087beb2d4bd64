import type { Us } from '../market.ts'

/** When the span that a time lies in began: spans of `widthUs` are counted from the Unix epoch and end where the next begins. */
export function startOf(timeUs: Us, widthUs: Us): Us {
  return Math.floor(timeUs / widthUs) * widthUs
}
