import type { Arrival } from '@of/coinbase'
import { bitcoin, ether, simulate } from '@of/sim'
import fc from 'fast-check'

/** What happens to a stream at one place of it. */
export type Trouble = 'drop' | 'duplicate' | 'truncate' | 'close' | 'reopen' | 'silence' | 'garbage-answer' | 'trades-answer'

/** A trouble and where it strikes, as a share of the stream. */
export interface Strike {
  readonly trouble: Trouble
  readonly at: number
}

interface WireTrade {
  readonly product_id: string
  readonly trade_id: string
  readonly price: string
  readonly size: string
  readonly side: string
  readonly time: string
}

const SILENCE_US = 20_000_000

/** A few seconds of two simulated products, in which nothing goes wrong. */
export const healthyStream: readonly Arrival[] = [
  ...simulate({
    seed: 11,
    startUs: 1_767_312_050_000_000,
    durationUs: 12_000_000,
    products: [
      { ...bitcoin, levels: 30 },
      { ...ether, levels: 30 },
    ],
  }),
]

const FIRST_FRAME = healthyStream.findIndex(({ kind }) => kind === 'frame')

/** Any few troubles. */
export const strikes: fc.Arbitrary<readonly Strike[]> = fc.array(
  fc.record({
    trouble: fc.constantFrom<Trouble>('drop', 'duplicate', 'truncate', 'close', 'reopen', 'silence', 'garbage-answer', 'trades-answer'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 6 },
)

/** The healthy stream with troubles in it. */
export function troubledStream(troubles: readonly Strike[]): readonly Arrival[] {
  const byPlace = new Map(
    troubles.map(({ trouble, at }) => [FIRST_FRAME + Math.floor(at * (healthyStream.length - FIRST_FRAME - 1)), trouble]),
  )
  let late = 0
  return healthyStream.flatMap((arrival, place) => {
    const trouble = byPlace.get(place)
    if (trouble === 'silence') late += SILENCE_US
    return struck(delayed(arrival, late), trouble)
  })
}

function struck(arrival: Arrival, trouble: Trouble | undefined): readonly Arrival[] {
  if (arrival.kind !== 'frame') return [arrival]
  const { connection, receivedUs, frame } = arrival
  switch (trouble) {
    case undefined:
    case 'silence':
      return [arrival]
    case 'drop':
      return []
    case 'duplicate':
      return [arrival, arrival]
    case 'truncate':
      return [{ ...arrival, frame: frame.subarray(0, frame.length / 2) }]
    case 'close':
      return [{ kind: 'closed', connection, receivedUs }, arrival]
    case 'reopen':
      return [{ kind: 'closed', connection, receivedUs }, { kind: 'opened', connection, receivedUs }, arrival]
    case 'garbage-answer':
      return [{ kind: 'rest', receivedUs, path: '/products/BTC-USD/trades?limit=5', body: '<html>' }, arrival]
    case 'trades-answer':
      return [answerOf('BTC-USD', receivedUs), answerOf('ETH-USD', receivedUs), arrival]
  }
}

/** The whole venue comes to a halt: what follows is that much later in every respect. */
function delayed(arrival: Arrival, byUs: number): Arrival {
  if (byUs === 0) return arrival
  if (arrival.kind !== 'frame') return { ...arrival, receivedUs: arrival.receivedUs + byUs }
  const frame = textOf(arrival.frame).replaceAll(/"(timestamp|event_time|time)":"([^"]+)"/g, (_whole, key: string, time: string) => {
    return `"${key}":"${new Date(Date.parse(time) + byUs / 1_000).toISOString()}"`
  })
  return { ...arrival, receivedUs: arrival.receivedUs + byUs, frame: Buffer.from(frame) }
}

const tradesOf = new Map<string, WireTrade[]>()
for (const arrival of healthyStream) {
  const text = arrival.kind === 'frame' ? textOf(arrival.frame) : ''
  if (!text.includes('"market_trades","timestamp"')) continue
  // The stream is the simulator's own: its form is known.
  const { events } = JSON.parse(text) as { readonly events: readonly { readonly trades: readonly WireTrade[] }[] }
  for (const trade of events.flatMap(({ trades }) => trades)) {
    const known = tradesOf.get(trade.product_id)
    if (known === undefined) tradesOf.set(trade.product_id, [trade])
    else known.push(trade)
  }
}

function textOf(frame: Uint8Array): string {
  return Buffer.from(frame).toString()
}

function answerOf(product: string, receivedUs: number): Arrival {
  const trades = (tradesOf.get(product) ?? []).map(({ trade_id, price, size, side, time }) => {
    return { trade_id: Number(trade_id), price, size, side: side.toLowerCase(), time }
  })
  return { kind: 'rest', receivedUs, path: `/products/${product}/trades?limit=1000`, body: JSON.stringify(trades.toReversed()) }
}
