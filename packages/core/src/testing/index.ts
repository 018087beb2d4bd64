export { candles, levelChanges, prices, quotes, sizes, timesUs, trades } from './arbitraries.ts'
export { indicatorContract, timedIndicatorContract } from './indicator-contract.ts'
