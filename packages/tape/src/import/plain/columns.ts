/** Names that a column may have, the likeliest first. */
export const TIME_NAMES: readonly string[] = ['time', 'timestamp', 'datetime', 'date', 'ts', 'open_time', 'start']
export const PRODUCT_NAMES: readonly string[] = ['product', 'product_id', 'symbol', 'pair', 'market']
export const SIZE_NAMES: readonly string[] = ['size', 'amount', 'qty', 'quantity', 'volume']
export const SIDE_NAMES: readonly string[] = ['aggressor', 'side', 'taker_side']
export const ID_NAMES: readonly string[] = ['id', 'trade_id', 'tradeid']
export const VOLUME_NAMES: readonly string[] = ['volume', 'vol']

/** Which column has one of these names, the likeliest that is there; -1 when none has. */
export function columnOf(names: readonly string[], wanted: readonly string[]): number {
  const name = wanted.find((likely) => names.includes(likely))
  return name === undefined ? -1 : names.indexOf(name)
}

/** What files are that hold trades or candles of anyone's, by their columns; `undefined` for neither. */
export function plainKindOf(names: readonly string[]): 'trades-csv' | 'candles-csv' | undefined {
  if (columnOf(names, TIME_NAMES) === -1) return undefined
  const isCandles = ['open', 'high', 'low', 'close'].every((name) => names.includes(name)) && columnOf(names, VOLUME_NAMES) !== -1
  if (isCandles) return 'candles-csv'
  return names.includes('price') && columnOf(names, SIZE_NAMES) !== -1 ? 'trades-csv' : undefined
}
