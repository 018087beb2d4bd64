/** What is counted of a whole session, whatever the product. */
export interface SessionCounts {
  slowFrames: number
  unreadableAnswers: number
  refusedProducts: number
}

/** Nothing counted yet. */
export function zeroSession(): SessionCounts {
  return { slowFrames: 0, unreadableAnswers: 0, refusedProducts: 0 }
}
