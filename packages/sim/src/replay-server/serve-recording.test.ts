import { EventEmitter, once } from 'node:events'
import { SECOND_US } from '@of/core'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Venue } from '../venue/venue.ts'
import type { RecordedArrival } from './contents.ts'
import { type RecordingServer, type RecordingServerOptions, serveRecording } from './serve-recording.ts'

const startUs = 1_790_000_000_000_000
const productsPath = '/api/v3/brokerage/market/products?limit=2'
const servers: RecordingServer[] = []

afterEach(async () => {
  for (const server of servers) await server.close()
  servers.length = 0
})

interface Frame {
  readonly channel: string
  readonly sequence_num: number
  readonly timestamp: string
  readonly events: readonly { type?: string; product_id?: string; subscriptions?: Record<string, string[]> }[]
}

/** Six seconds of a venue on two connections, one for each product, with the products asked for at the beginning. */
function recorded(): RecordedArrival[] {
  const arrivals: RecordedArrival[] = []
  const venue = new Venue({ seed: 1, startUs, limits: false })
  arrivals.push({ kind: 'rest', receivedUs: startUs, path: productsPath, body: venue.request(productsPath).body })
  for (const [connection, product] of [
    ['ws1', 'BTC-USD'],
    ['ws2', 'ETH-USD'],
  ] as const) {
    arrivals.push({ kind: 'opened', connection, receivedUs: startUs })
    const onFrame = (text: string): void =>
      void arrivals.push({ kind: 'frame', connection, receivedUs: venue.nowUs, frame: Buffer.from(text) })
    const client = venue.connect(connection, { onFrame, onClose: () => {} })
    for (const channel of ['level2', 'market_trades', 'heartbeats']) {
      client.receive(JSON.stringify({ type: 'subscribe', channel, product_ids: [product] }))
    }
  }
  venue.advance(startUs + 6 * SECOND_US)
  return arrivals
}

const recording = recorded()

async function* inBatches(arrivals: readonly RecordedArrival[]): AsyncGenerator<readonly RecordedArrival[]> {
  for (let from = 0; from < arrivals.length; from += 7) {
    await Promise.resolve()
    yield arrivals.slice(from, from + 7)
  }
}

async function* cutOff(arrivals: readonly RecordedArrival[]): AsyncGenerator<readonly RecordedArrival[]> {
  yield* inBatches(arrivals)
  throw new Error('cut off')
}

async function serve(arrivals: readonly RecordedArrival[], options: Partial<RecordingServerOptions> = {}): Promise<RecordingServer> {
  const server = await serveRecording({ arrivals: () => inBatches(arrivals), speed: 'max', ...options })
  servers.push(server)
  return server
}

/** All that a client is sent until the connection is closed. */
async function watch(
  url: string,
  requests: readonly object[],
): Promise<{ texts: string[]; frames: Frame[]; code: number; reason: string }> {
  const socket = new WebSocket(url)
  const texts: string[] = []
  socket.on('message', (data: Buffer) => texts.push(data.toString('utf8')))
  socket.on('open', () => {
    for (const request of requests) socket.send(JSON.stringify(request))
  })
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { texts, frames: texts.map((text) => JSON.parse(text)), code, reason: reason.toString('utf8') }
}

function subscribe(channel: string, ...product_ids: string[]): object {
  return { type: 'subscribe', channel, product_ids }
}

const everything = [
  subscribe('level2', 'BTC-USD', 'ETH-USD'),
  subscribe('market_trades', 'BTC-USD', 'ETH-USD'),
  { type: 'subscribe', channel: 'heartbeats' },
]

function unnumbered(text: string): string {
  return text.replace(/"sequence_num":\d+/, '')
}

function framesOf(arrivals: readonly RecordedArrival[]): string[] {
  const texts = arrivals.flatMap((arrival) => (arrival.kind === 'frame' ? [Buffer.from(arrival.frame).toString()] : []))
  return texts.filter((text) => !text.includes('"subscriptions"'))
}

describe('serveRecording(options)', () => {
  it('sends all frames of all connections as they were, numbered through, after its own acknowledgements, and closes', async () => {
    const { url } = await serve(recording)
    const { texts, frames, code, reason } = await watch(url, everything)
    expect([code, reason]).toStrictEqual([1000, 'end of the recording'])
    expect(texts.slice(3).map(unnumbered)).toStrictEqual(framesOf(recording).map(unnumbered))
    expect(frames.map(({ sequence_num }) => sequence_num)).toStrictEqual(frames.map((_, index) => index))
    expect(frames[2]!.events).toStrictEqual([
      { subscriptions: { heartbeats: ['heartbeats'], level2: ['BTC-USD', 'ETH-USD'], market_trades: ['BTC-USD', 'ETH-USD'] } },
    ])
    expect(frames.filter(({ channel }) => channel === 'subscriptions')).toHaveLength(3)
    expect(frames.length).toBeGreaterThan(100)
  })

  it('sends what is subscribed to and nothing else, with no hole for the rest', async () => {
    const { url } = await serve(recording)
    const { frames } = await watch(url, [subscribe('level2', 'ETH-USDC', 'NO-SUCH'), subscribe('ticker', 'BTC-USD')])
    expect(frames[1]!.events).toStrictEqual([{ subscriptions: { level2: ['ETH-USD'] } }])
    const sent = frames.slice(2)
    expect(sent.length).toBeGreaterThan(20)
    for (const { channel, events } of sent) expect([channel, events[0]!.product_id]).toStrictEqual(['l2_data', 'ETH-USD'])
    expect(frames.map(({ sequence_num }) => sequence_num)).toStrictEqual(frames.map((_, index) => index))
  })

  it('keeps the holes of the recording, and has one where a connection was lost', async () => {
    const frames = recording.filter(({ kind }) => kind === 'frame')
    const lost = new Set(frames.slice(60, 63))
    const closed: RecordedArrival = { kind: 'closed', connection: 'ws1', receivedUs: startUs + 3 * SECOND_US }
    const after = recording.findIndex(({ receivedUs }) => receivedUs > closed.receivedUs)
    const damaged = [...recording.slice(0, after), closed, ...recording.slice(after)].filter((arrival) => !lost.has(arrival))
    const { url } = await serve(damaged)
    const numbers = (await watch(url, everything)).frames.map(({ sequence_num }) => sequence_num)
    const skipped = numbers.slice(1).reduce((sum, number, index) => sum + number - numbers[index]! - 1, 0)
    expect(skipped).toBe(4)
  })

  it('passes on what cannot be read as it is', async () => {
    const at = recording.findIndex(({ receivedUs }) => receivedUs > startUs + 2 * SECOND_US)
    const garbage: RecordedArrival = {
      kind: 'frame',
      connection: 'ws1',
      receivedUs: recording[at]!.receivedUs,
      frame: Buffer.from('{"chan€'),
    }
    const { url } = await serve([...recording.slice(0, at), garbage, ...recording.slice(at)])
    const socket = new WebSocket(url)
    const texts: string[] = []
    socket.on('message', (data: Buffer) => texts.push(data.toString('utf8')))
    socket.on('open', () => socket.send(JSON.stringify(subscribe('level2', 'BTC-USD'))))
    await once(socket, 'close')
    expect(texts).toContain('{"chan€')
  })

  it('keeps the pace of the recording at a speed', async () => {
    const { url } = await serve(recording, { speed: 12 })
    const startMs = performance.now()
    await watch(url, everything)
    expect(performance.now() - startMs).toBeGreaterThan(450)
  })

  it('plays it from the start to every client', async () => {
    const { url } = await serve(recording)
    const first = await watch(url, everything)
    const both = await Promise.all([watch(url, everything), watch(url, everything)])
    for (const { texts } of both) expect(texts).toStrictEqual(first.texts)
  })

  it('refuses as the venue does', async () => {
    const { url } = await serve(recording)
    const { texts } = await watch(url, [
      { type: 'subscribe', channel: 'no-such', product_ids: ['BTC-USD'] },
      {},
      subscribe('level2', 'BTC-USD'),
    ])
    expect(texts.slice(0, 2)).toStrictEqual([
      '{"type":"error","message":"authentication failure"}',
      '{"type":"error","message":"failure to subscribe"}',
    ])
  })

  it('sends nothing more of what is unsubscribed', async () => {
    const { url } = await serve(recording)
    const { frames } = await watch(url, [
      ...everything,
      { type: 'unsubscribe', channel: 'level2' },
      { type: 'unsubscribe', channel: 'heartbeats' },
    ])
    expect(frames[4]!.events).toStrictEqual([{ subscriptions: { market_trades: ['BTC-USD', 'ETH-USD'] } }])
    expect(new Set(frames.map(({ channel }) => channel))).toStrictEqual(new Set(['subscriptions', 'market_trades']))
  })

  it('answers requests with what was recorded, 404 otherwise', async () => {
    const { restUrl } = await serve(recording)
    const found = await fetch(restUrl + productsPath)
    expect([found.status, found.headers.get('content-type'), await found.text()]).toStrictEqual([
      200,
      'application/json; charset=utf-8',
      recording[0]!.kind === 'rest' ? recording[0]!.body : '',
    ])
    expect((await fetch(`${restUrl}/products/BTC-USD/trades?after=3`)).status).toBe(404)
    expect(await (await fetch(`${restUrl}/api/v3/brokerage/time`)).json()).toMatchObject({ error: 'NOT_FOUND', code: 5 })
  })

  it('says with the close frame that the recording cannot be read any further', async () => {
    let opened = 0
    async function* torn(): AsyncGenerator<readonly RecordedArrival[]> {
      opened += 1
      yield* inBatches(recording.slice(0, 70))
      if (opened > 1) throw new Error('segment 2: expected 5 entries, received 3')
    }
    const { url } = await serve([], { arrivals: torn })
    const { code, reason } = await watch(url, everything)
    expect([code, reason]).toStrictEqual([1011, 'recording: segment 2: expected 5 entries, received 3'])
  })

  it('says so too of a damage within its first minute, but serves nothing of which not even the first frame can be read', async () => {
    const { url } = await serve([], { arrivals: () => cutOff(recording.slice(0, 60)) })
    expect(await watch(url, [{ type: 'subscribe', channel: 'heartbeats' }])).toMatchObject({ code: 1011, reason: 'recording: cut off' })
    await expect(serve([], { arrivals: () => cutOff([]) })).rejects.toThrow('cut off')
  })

  it('stops reading the recording when its client has gone', async () => {
    const reading = new EventEmitter()
    async function* endless(): AsyncGenerator<readonly RecordedArrival[]> {
      try {
        for (let given = 0; ; given++) {
          const receivedUs = startUs + given * SECOND_US
          yield* inBatches(recording.map((arrival) => ({ ...arrival, receivedUs })))
        }
      } finally {
        reading.emit('end', 'read no further')
      }
    }
    const { url } = await serve([], { arrivals: endless, speed: 1 })
    const ended = once(reading, 'end')
    const socket = new WebSocket(url)
    socket.on('open', () => socket.send(JSON.stringify(subscribe('level2', 'BTC-USD'))))
    await once(socket, 'message')
    await once(socket, 'message')
    socket.terminate()
    expect(await ended).toStrictEqual(['read no further'])
  })

  it('refuses a speed that is none', async () => {
    await expect(serve(recording, { speed: -1 })).rejects.toThrow('expected a speed above 0, received -1')
  })
})
