export { candles, levelChanges, prices, quotes, sizes, timesUs, trades } from './arbitraries.ts'
export { indicatorContract, timedIndicatorContract } from './indicator-contract.ts'
export { GoldenNumbers, golden, goldenChecksum, goldenStream, replayGolden } from './golden-stream.ts'
export type { GoldenEvent, GoldenReplay, GoldenRow, GoldenStream } from './golden-stream.ts'
