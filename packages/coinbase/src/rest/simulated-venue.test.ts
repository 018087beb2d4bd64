import { DAY_US, MINUTE_US, SECOND_US } from '@of/core'
import { FaultInjector, type FaultKind, type SimServer, startServer } from '@of/sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRestClient, type RestClient } from './client.ts'

const PRODUCT = 'BTC-USD'
const START_US = 1_772_366_400_000_000

describe('createRestClient(options), against a simulated venue that stands still', () => {
  let server: SimServer
  let client: RestClient

  beforeAll(async () => {
    // Nearly: two answers in a row speak of the same moment.
    server = await startServer({ seed: 3, startUs: START_US, limits: false, speed: 1e-6 })
    server.venue.advance(START_US + 2 * MINUTE_US)
    client = createRestClient({ restUrl: server.restUrl, exchangeUrl: server.restUrl })
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })

  it('finds the products, and the names that are aliases', async () => {
    const products = await client.products([PRODUCT, 'BTC-USDC', 'NOBODY-USD'])
    expect(products).toMatchObject([
      { id: PRODUCT, priceIncrement: 0.01, alias: undefined, aliasTo: ['BTC-USDC'] },
      { id: 'BTC-USDC', alias: PRODUCT, aliasTo: [] },
    ])
    expect(await client.product('BTC-USDC')).toEqual(products[1])
  })

  it('finds the true book', async () => {
    const { bids, asks } = await client.book(PRODUCT)
    const { book } = server.venue.truth(PRODUCT)!
    const truth = (side: typeof book.bid): object[] =>
      Array.from(side.levels(), ({ tick, lots }) => ({ price: tick / 100, size: lots / 1e8 }))
    expect(bids).toEqual(truth(book.bid))
    expect(asks).toEqual(truth(book.ask))
    expect((await client.book(PRODUCT, { limit: 3 })).asks).toEqual(asks.slice(0, 3))
  })

  it('finds the true trades, with the side of the taker', async () => {
    const prints = server.venue.prints(PRODUCT)
    const truth = prints.map(({ id, timeUs, tick, lots, aggressor }) => ({ id, timeUs, price: tick / 100, size: lots / 1e8, aggressor }))
    const { trades, missing } = await client.tradesBetween(PRODUCT, { from: truth[0]!.id, to: truth.at(-1)!.id })
    expect(trades).toEqual(truth)
    expect(missing).toEqual([])
    expect((await client.trades(PRODUCT, { limit: 5 })).trades).toEqual(truth.slice(-5))
    expect((await client.ticker(PRODUCT, { limit: 5 })).trades).toEqual(truth.slice(-5))
  })

  it('says that trades which never were are missing', async () => {
    const newest = server.venue.prints(PRODUCT).at(-1)!.id
    const { trades, missing } = await client.tradesBetween(PRODUCT, { from: newest, to: newest + 4 })
    expect(trades).toHaveLength(1)
    expect(missing).toEqual([{ from: newest + 1, to: newest + 4 }])
  })

  it('finds the candles of a day, each minute once', async () => {
    const toUs = START_US + MINUTE_US
    const candles = await client.candles(PRODUCT, { fromUs: toUs - DAY_US, toUs, granularity: 'ONE_MINUTE' })
    expect(candles.map(({ startUs }) => startUs)).toEqual(Array.from({ length: 1440 }, (_, minute) => toUs - DAY_US + minute * MINUTE_US))
    const prints = server.venue.prints(PRODUCT).filter(({ timeUs }) => timeUs >= START_US && timeUs < toUs)
    expect(candles.at(-1)!.volume).toBeCloseTo(
      prints.reduce((sum, { lots }) => sum + lots / 1e8, 0),
      8,
    )
  })

  it("finds the venue's time", async () => {
    expect(Math.abs((await client.time()) - server.venue.nowUs)).toBeLessThan(SECOND_US)
  })
})

describe('createRestClient(options), against a simulated venue', () => {
  const injector = new FaultInjector({ seed: 3 })
  let server: SimServer
  let client: RestClient

  beforeAll(async () => {
    server = await startServer({ seed: 3, startUs: START_US, injector })
    client = createRestClient({ restUrl: server.restUrl, exchangeUrl: server.restUrl, timeoutMs: 1_000 })
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })

  it('stays within the limits of the venue, however much is asked at once', async () => {
    await using single = createRestClient({ restUrl: server.restUrl, retries: 0 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => single.get('/api/v3/brokerage/time')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })

  it.each<[FaultKind, string]>([
    ['rest-429', 'rate-limited'],
    ['rest-5xx', 'http'],
    ['rest-timeout', 'timeout'],
    ['rest-garbage', 'unreadable-answer'],
  ])('knows %s', async (kind, fault) => {
    await using single = createRestClient({ restUrl: server.restUrl, retries: 0, timeoutMs: fault === 'timeout' ? 300 : 30_000 })
    injector.schedule({ kind, atUs: server.venue.nowUs, durationUs: 0 })
    await expect(single.product(PRODUCT)).rejects.toMatchObject({ name: 'RestError', fault: { kind: fault } })
  })

  it.each<FaultKind>(['rest-429', 'rest-5xx', 'rest-timeout'])('overcomes %s', async (kind) => {
    injector.schedule({ kind, atUs: server.venue.nowUs, durationUs: 0 })
    expect(await client.product(PRODUCT)).toMatchObject({ id: PRODUCT })
  })
})
