export type { Aggressor, Candle, Level, LevelChange, Quote, Side, Trade, Us } from './market.ts'
export { DAY_US, HOUR_US, MINUTE_US, SECOND_US } from './market.ts'
