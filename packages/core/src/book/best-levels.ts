/** The best levels of both sides, in fields that are filled anew at every reading. */
export interface BestLevels {
  bidPrice: number
  /** Base units. */
  bidSize: number
  askPrice: number
  /** Base units. */
  askSize: number
}
