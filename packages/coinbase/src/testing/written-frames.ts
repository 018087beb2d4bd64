import fc from 'fast-check'

// Frames as the venue writes them, to the byte, of every form that it is known to send often; the numbers are invented.

const digits = (most: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`))

/** Decimals of few digits, as the venue writes them, and of many, with zeros at either end. */
export const decimalTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.nat(99_999), fc.nat(99)).map(([whole, cents]) => String(whole + cents / 100)) },
  { weight: 2, arbitrary: fc.constant('0') },
  { weight: 3, arbitrary: fc.tuple(fc.nat(9), digits(8)).map(([whole, fraction]) => `${whole}.${fraction}`) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      digits(20),
      fc.tuple(digits(16), digits(16)).map(([whole, fraction]) => `${whole}.${fraction}`),
    ),
  },
)

const two = (most: number): fc.Arbitrary<string> => fc.nat(most).map((number) => String(number).padStart(2, '0'))
const fractions = fc.oneof(
  fc.constant(''),
  digits(9).map((fraction) => `.${fraction}`),
)

/** Times, most of them of today, with 0 to 9 digits of a fraction; some before 2000, some of no calendar. */
export const timeTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('2026-08-09', '2024-02-29') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('1970-01-01', '0001-01-01', '1999-12-31', '2255-06-05', '2255-06-06', '2100-02-29', '2026-13-01'),
      },
    ),
    fc.oneof({ weight: 9, arbitrary: fc.tuple(two(23), two(59), two(59)) }, { weight: 1, arbitrary: fc.tuple(two(25), two(61), two(61)) }),
    fractions,
  )
  .map(([day, clock, fraction]) => `${day}T${clock.join(':')}${fraction}Z`)

const SENT = '2026-08-09T21:05:48.854840045Z'
const types = fc.constantFrom('update', 'snapshot')
const products = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('BTC-USD', 'ETH-USD', 'A-B', '1INCH-USDC') },
  { weight: 1, arbitrary: fc.oneof(fc.stringMatching(/^[A-Z0-9-]{1,40}$/), fc.constantFrom('__proto__', '', 'É-USD', 'a"b', 'a\\b')) },
)

const sometimes = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })

/** The levels of a message nearly always carry the same time. */
const levels = sometimes('2026-08-09T21:05:48.81234Z', timeTexts).chain((time) =>
  fc.array(
    fc
      .record({
        side: fc.constantFrom('bid', 'offer'),
        event_time: sometimes(time, timeTexts),
        price_level: decimalTexts,
        new_quantity: decimalTexts,
      })
      .map(({ side, event_time, price_level, new_quantity }) => ({ side, event_time, price_level, new_quantity })),
    { maxLength: 12 },
  ),
)

const trades = fc.array(
  fc
    .tuple(products, fc.oneof(fc.nat(30).map(String), digits(18)), decimalTexts, decimalTexts, timeTexts, fc.constantFrom('BUY', 'SELL'))
    .map(([product_id, trade_id, price, size, time, side]) => ({ product_id, trade_id, price, size, time, side })),
  { maxLength: 6 },
)

const tickers = fc
  .tuple(products, fc.array(decimalTexts, { minLength: 11, maxLength: 11 }), fc.constantFrom('', '-'))
  .map(([product_id, [price, volume, low, high, yearLow, yearHigh, change, bid, ask, bidSize, askSize], sign]) => ({
    type: 'ticker',
    product_id,
    price,
    volume_24_h: volume,
    low_24_h: low,
    high_24_h: high,
    low_52_w: yearLow,
    high_52_w: yearHigh,
    price_percent_chg_24_h: `${sign}${change}`,
    best_bid: bid,
    best_ask: ask,
    best_bid_quantity: bidSize,
    best_ask_quantity: askSize,
  }))

const beats = fc
  .tuple(fc.string({ maxLength: 60 }), fc.nat())
  .map(([current_time, heartbeat_counter]) => ({ current_time, heartbeat_counter }))

const bodies: fc.Arbitrary<readonly [string, object]> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(types, products, levels).map(([type, product_id, updates]) => ['l2_data', { type, product_id, updates }] as const),
  },
  { weight: 2, arbitrary: fc.tuple(types, trades).map(([type, list]) => ['market_trades', { type, trades: list }] as const) },
  { weight: 1, arbitrary: fc.tuple(types, tickers).map(([type, one]) => ['ticker', { type, tickers: [one] }] as const) },
  { weight: 1, arbitrary: beats.map((beat) => ['heartbeats', beat] as const) },
)

/** Frames of the four channels; most of them sound, though not all in a way that is usual. */
export const writtenFrames: fc.Arbitrary<string> = fc
  .tuple(bodies, sometimes(SENT, timeTexts), fc.oneof(fc.nat(), fc.maxSafeNat()), fc.constantFrom({}, {}, {}, { client_id: '' }), fc.nat(9))
  .map(([[channel, event], timestamp, sequence_num, client, again]) =>
    JSON.stringify({ channel, ...client, timestamp, sequence_num, events: again === 0 ? [event, event] : [event] }),
  )

const pieces = fc.oneof(
  fc.constantFrom(
    '"',
    '\\',
    '\\u0041',
    ' ',
    '\n',
    '\0',
    '0',
    '00',
    '.',
    '-',
    '+',
    'e9',
    ',',
    '{',
    '}',
    ']',
    '}]}',
    '"},{',
    'é',
    '٣',
    '\uD83D\uDE00',
    '\uFEFF',
    '\u007F',
    '\u0080',
  ),
  fc.constantFrom(
    '"side":"bid",',
    '"type":"update",',
    ',"extra":1',
    'null',
    '9'.repeat(400),
    'T',
    'Z',
    'offer',
    'bid',
    'ask',
    '1e5',
    '0x1',
  ),
  fc.string({ maxLength: 12 }),
)

/** What happens to a text at some place: the same for all lengths, so that it shrinks. */
const damages = fc.record({
  how: fc.constantFrom('delete', 'double', 'replace', 'insert', 'flip', 'cut', 'swap'),
  at: fc.nat(),
  length: fc.oneof(fc.nat(3), fc.nat(60)),
  piece: pieces,
  bit: fc.nat(7),
})

/** The bytes of a text, damaged in up to three places; a flipped bit may leave what is no UTF-8. */
export function damagedFrames(texts: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(texts, fc.array(damages, { minLength: 1, maxLength: 3 })).map(([text, all]) => {
    let bytes = Buffer.from(text)
    for (const { how, at, length, piece, bit } of all) {
      const from = at % (bytes.length + 1)
      const head = bytes.subarray(0, from)
      const stretch = bytes.subarray(from, from + length)
      const tail = bytes.subarray(from + length)
      if (how === 'delete') bytes = Buffer.concat([head, tail])
      else if (how === 'double') bytes = Buffer.concat([head, stretch, stretch, tail])
      else if (how === 'replace') bytes = Buffer.concat([head, Buffer.from(piece), tail])
      else if (how === 'insert') bytes = Buffer.concat([head, Buffer.from(piece), stretch, tail])
      else if (how === 'cut') bytes = Buffer.from(head)
      else if (how === 'swap') bytes = Buffer.concat([head, tail.subarray(0, length), stretch, tail.subarray(length)])
      else if (from < bytes.length) {
        bytes = Buffer.from(bytes)
        bytes[from]! ^= 1 << bit
      }
    }
    return new Uint8Array(bytes)
  })
}
