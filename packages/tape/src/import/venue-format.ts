/** The formats of other people's recordings. */
export type VenueFormat = 'lobster' | 'tardis' | 'binance' | 'trades-csv' | 'candles-csv'
