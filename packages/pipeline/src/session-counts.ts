/** What is counted of a whole session, whatever the product. */
export interface SessionCounts {
  unreadableAnswers: number
  refusedProducts: number
}

/** Nothing counted yet. */
export function zeroSession(): SessionCounts {
  return { unreadableAnswers: 0, refusedProducts: 0 }
}
