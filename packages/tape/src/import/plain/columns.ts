/** What each column may be named, the likeliest first. */
export const columnNames: Readonly<Record<'time' | 'product' | 'size' | 'side' | 'id' | 'volume', readonly string[]>> = {
  time: ['time', 'timestamp', 'datetime', 'date', 'ts', 'open_time', 'start'],
  product: ['product', 'product_id', 'symbol', 'pair', 'market'],
  size: ['size', 'amount', 'qty', 'quantity', 'volume'],
  side: ['aggressor', 'side', 'taker_side'],
  id: ['id', 'trade_id', 'tradeid'],
  volume: ['volume', 'vol'],
}

/** Which column has one of these names, the likeliest that is there; -1 when none has. */
export function columnOf(names: readonly string[], wanted: readonly string[]): number {
  const name = wanted.find((likely) => names.includes(likely))
  return name === undefined ? -1 : names.indexOf(name)
}

/** What files are that hold trades or candles of anyone's, by their columns; `undefined` for neither. */
export function plainKindOf(names: readonly string[]): 'trades-csv' | 'candles-csv' | undefined {
  if (columnOf(names, columnNames.time) === -1) return undefined
  const isCandles = ['open', 'high', 'low', 'close'].every((name) => names.includes(name)) && columnOf(names, columnNames.volume) !== -1
  if (isCandles) return 'candles-csv'
  return names.includes('price') && columnOf(names, columnNames.size) !== -1 ? 'trades-csv' : undefined
}
