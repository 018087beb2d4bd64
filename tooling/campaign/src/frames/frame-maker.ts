import type { Random } from '@of/sim'

const PRODUCTS = ['BTC-USD', 'ETH-USD', 'A-B', '1INCH-USDC', 'PEPE-USD', 'LONGEST-NAME-OF-THEM-ALL-USD', '__proto__', 'É-USD', '']
const DAYS = ['2026-08-09', '2026-08-09', '2026-08-09', '2024-02-29', '1970-01-01', '0001-01-01', '1999-12-31', '2255-06-05', '2026-02-29']
const EDGES = [
  '0',
  '00',
  '0.0',
  '1',
  '007',
  '999999999999999',
  '9.99999999999999',
  '1000000000000000',
  '0.00000001',
  '123456789.123456',
  '1e5',
  '-1',
  '',
]
const SHARE_OF_EDGES = 0.02

/** A frame of a busy channel as the venue writes it, to the byte; now and then with a value that it would not write. */
export function madeUpFrame(random: Random): string {
  const kind = random.below(20)
  const [channel, event] = kind < 12 ? bookEvent(random) : kind < 16 ? tradesEvent(random) : kind < 19 ? tickerEvent(random) : beat(random)
  const client = random.chance(SHARE_OF_EDGES) ? { client_id: random.chance(0.5) ? '' : 'x' } : {}
  const sequence_num = random.chance(SHARE_OF_EDGES) ? random.pick([0, -1, 1.5, 1e15, 2 ** 53, 1e21]) : random.word()
  const events = random.chance(SHARE_OF_EDGES) ? [event, event] : [event]
  return JSON.stringify({ channel, ...client, timestamp: time(random), sequence_num, events })
}

function bookEvent(random: Random): [string, object] {
  const shared = time(random)
  const updates = Array.from({ length: random.below(8) }, () => ({
    side: random.chance(0.5) ? 'bid' : 'offer',
    event_time: random.chance(0.9) ? shared : time(random),
    price_level: decimal(random),
    new_quantity: random.chance(0.4) ? '0' : decimal(random),
  }))
  return ['l2_data', { type: type(random), product_id: product(random), updates }]
}

function tradesEvent(random: Random): [string, object] {
  const isNewestFirst = random.chance(0.8)
  const first = random.below(2_000_000_000)
  const trades = Array.from({ length: random.below(5) }, (_, row) => ({
    product_id: product(random),
    trade_id: random.chance(SHARE_OF_EDGES) ? random.pick(EDGES) : String(isNewestFirst ? first - row : first + random.below(3)),
    price: decimal(random),
    size: decimal(random),
    time: time(random),
    side: random.chance(0.5) ? 'BUY' : 'SELL',
  }))
  return ['market_trades', { type: type(random), trades }]
}

function tickerEvent(random: Random): [string, object] {
  const ticker = {
    type: 'ticker',
    product_id: product(random),
    price: decimal(random),
    volume_24_h: decimal(random),
    low_24_h: decimal(random),
    high_24_h: decimal(random),
    low_52_w: decimal(random),
    high_52_w: decimal(random),
    price_percent_chg_24_h: `${random.chance(0.5) ? '-' : ''}0.${random.below(1e14)}`,
    best_bid: decimal(random),
    best_ask: decimal(random),
    best_bid_quantity: decimal(random),
    best_ask_quantity: decimal(random),
  }
  return ['ticker', { type: type(random), tickers: [ticker] }]
}

function beat(random: Random): [string, object] {
  const current_time = `2026-08-09 21:05:48.${random.word()} +0000 UTC m=+${random.word()}.${random.word()}`
  return ['heartbeats', { current_time, heartbeat_counter: random.chance(0.9) ? random.word() : String(random.word()) }]
}

function type(random: Random): string {
  return random.chance(0.8) ? 'update' : 'snapshot'
}

function product(random: Random): string {
  return PRODUCTS[random.chance(0.9) ? random.below(3) : random.below(PRODUCTS.length)]!
}

function decimal(random: Random): string {
  if (random.chance(SHARE_OF_EDGES)) return random.pick(EDGES)
  const whole = random.below(10 ** random.below(8))
  const places = random.below(10)
  return places === 0 ? String(whole) : `${whole}.${String(random.word()).padStart(places, '0').slice(0, places)}`
}

function time(random: Random): string {
  const [day, most] = random.chance(SHARE_OF_EDGES) ? [random.pick(DAYS), 62] : ['2026-08-09', 60]
  const clock = `${two(random.below(most === 60 ? 24 : 26))}:${two(random.chance(0.9) ? 5 : random.below(most))}:${two(random.below(most))}`
  const places = random.below(most === 60 ? 10 : 11)
  return `${day}T${clock}${places === 0 ? '' : `.${String(random.word()).padStart(places, '0').slice(0, places)}`}Z`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
