import { notionalOf, type ProductSpec } from '../product.ts'
import { decimal } from '../wire/decimal.ts'
import { changePercent } from '../wire/ticker.ts'
import { isAlias, type Listing, quoteOf } from './listing.ts'

/** A product as Advanced Trade lists it. Fields that the venue leaves empty are empty here too. */
export function advancedProduct(listing: Listing): object {
  const { id, feed } = listing
  const { spec, day } = feed.market
  const { open = 0, high = 0, low = 0, close = 0 } = day
  const quote = quoteOf(listing)
  const priceIncrement = decimal(1, spec.tickPlaces)
  return {
    product_id: id,
    price: decimal(close, spec.tickPlaces),
    price_percentage_change_24h: changePercent(open, close),
    volume_24h: decimal(day.lots, spec.lotPlaces),
    volume_percentage_change_24h: '0',
    base_increment: decimal(1, spec.lotPlaces),
    quote_increment: priceIncrement,
    quote_min_size: '1',
    quote_max_size: '150000000',
    base_min_size: decimal(1, spec.lotPlaces),
    base_max_size: '3400',
    base_name: spec.baseName,
    quote_name: isAlias(listing) ? quote : spec.quoteName,
    watched: false,
    is_disabled: false,
    new: false,
    status: 'online',
    cancel_only: false,
    limit_only: false,
    post_only: false,
    trading_disabled: false,
    auction_mode: false,
    product_type: 'SPOT',
    quote_currency_id: quote,
    base_currency_id: spec.base,
    fcm_trading_session_details: null,
    mid_market_price: '',
    alias: isAlias(listing) ? spec.id : '',
    alias_to: isAlias(listing) ? [] : spec.aliases,
    base_display_symbol: spec.base,
    quote_display_symbol: spec.quote,
    view_only: false,
    price_increment: priceIncrement,
    display_name: id,
    product_venue: 'CBE',
    approximate_quote_24h_volume: approximateVolume(spec, day.lots, close),
    new_at: '2023-01-01T00:00:00Z',
    market_cap: '',
    base_cbrn: '',
    quote_cbrn: '',
    product_cbrn: '',
    icon_color: '',
    icon_url: '',
    display_name_overwrite: '',
    is_alpha_testing: false,
    about_description: '',
    best_bid_price: '',
    best_ask_price: '',
    high_24h: decimal(high, spec.tickPlaces),
    low_24h: decimal(low, spec.tickPlaces),
  }
}

function approximateVolume(spec: ProductSpec, lots: number, tick: number): string {
  return decimal(Math.round(100 * notionalOf(spec, lots, tick)), 2)
}
