import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { FaultInjector } from '../faults/fault-injector.ts'
import { bookHashOf } from '../market/book-hash.ts'
import { bitcoin, powerOfTen } from '../product.ts'
import { type SimServer, type SimServerOptions, startServer } from './sim-server.ts'

const startUs = 1_790_000_000_000_000
const open: { close(): Promise<void> | void }[] = []

afterEach(async () => {
  for (const one of open.toReversed()) await one.close()
  open.length = 0
})

async function serve(options: Partial<SimServerOptions> = {}): Promise<SimServer> {
  const server = await startServer({ seed: 1, startUs, ...options })
  open.push(server)
  return server
}

/** A client of the server's, which keeps what it is sent. */
class Client {
  readonly socket: WebSocket
  readonly texts: string[] = []
  closed: { code: number; reason: string } | undefined
  #onChange: () => void = () => {}

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, options)
    this.socket.on('message', (data: Buffer) => {
      this.texts.push(data.toString('utf8'))
      this.#onChange()
    })
    this.socket.on('close', (code: number, reason: Buffer) => {
      this.closed = { code, reason: reason.toString('utf8') }
      this.#onChange()
    })
    this.socket.on('error', () => {})
    open.push({ close: () => this.socket.terminate() })
  }

  async subscribe(...channels: string[]): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open')
    for (const channel of channels) this.socket.send(JSON.stringify({ type: 'subscribe', channel, product_ids: ['BTC-USD'] }))
    return this
  }

  /** Waits until something is true of what has arrived; the test's time limit ends the wait. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        this.#onChange = resolve
      })
    }
  }

  get frames(): { channel: string; type?: string; sequence_num: number; events: Record<string, unknown>[] }[] {
    return this.texts.map((text) => JSON.parse(text))
  }
}

async function post(server: SimServer, body: object): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await fetch(`${server.restUrl}/_sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, answer: await answerOf(response) }
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  const answer: unknown = await response.json()
  return typeof answer === 'object' && answer !== null ? { ...answer } : {}
}

function units(text: string, places: number): number {
  return Math.round(Number(text) * powerOfTen(places))
}

/** How many frames arrive in a while: the time between two of them, several times over. */
async function arrivalsWithin(client: Client): Promise<number> {
  const before = client.texts.length
  for (let turn = 0; turn < 10; turn++) await pause(20)
  return client.texts.length - before
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

describe('startServer(options)', () => {
  it('listens on loopback only, and speaks to WebSocket clients on any path', async () => {
    const server = await serve()
    expect(server.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
    const client = await new Client(`${server.url}/any/path?at=all`).subscribe('level2', 'market_trades', 'heartbeats')
    await client.until(() => client.frames.some(({ channel }) => channel === 'heartbeats'))
    const { frames } = client
    expect(frames.map(({ sequence_num }) => sequence_num)).toStrictEqual(frames.map((_, index) => index))
    expect(frames[0]).toMatchObject({ channel: 'l2_data', events: [{ type: 'snapshot', product_id: 'BTC-USD' }] })
    expect(frames.filter(({ channel }) => channel === 'subscriptions')).toHaveLength(3)
  })

  it('answers pings', async () => {
    const server = await serve()
    const { socket } = new Client(server.url)
    await once(socket, 'open')
    socket.ping('hello')
    const [data] = (await once(socket, 'pong')) as [Buffer]
    expect(data.toString()).toBe('hello')
  })

  it('lets its venue go on at a speed of its own, and says how far it lags', async () => {
    const beganMs = performance.now()
    const server = await serve({ speed: 50, limits: false })
    const servedMs = performance.now()
    const client = await new Client(server.url).subscribe('heartbeats')
    await client.until(() => client.texts.length >= 12)
    const askedMs = performance.now()
    const status = await answerOf(await fetch(`${server.restUrl}/_sim/status`))
    expect(status).toMatchObject({ simulated: true, speed: 50, products: ['BTC-USD', 'ETH-USD'] })
    const { lagUs, nowUs } = { ...status } as { lagUs: number; nowUs: number }
    expect(nowUs).toBeGreaterThan(startUs + 10_000_000)
    // As far as it has come and what it lags are together what has gone by.
    expect(nowUs + lagUs - startUs).toBeGreaterThanOrEqual((askedMs - servedMs) * 50_000)
    expect(nowUs + lagUs - startUs).toBeLessThanOrEqual((performance.now() - beganMs) * 50_000)
    expect(status['connections']).toMatchObject([{ name: 'c1', ip: '127.0.0.1', link: 'up' }])
  })

  it('answers requests of both interfaces on the same port, errors included', async () => {
    const server = await serve()
    const get = async (path: string): Promise<[number, string]> => {
      const response = await fetch(`${server.restUrl}${path}`)
      return [response.status, await response.text()]
    }
    expect((await get('/api/v3/brokerage/market/products/BTC-USD'))[1]).toContain('"product_id":"BTC-USD"')
    expect((await get('/products/BTC-USD/trades?limit=3'))[1].match(/"trade_id"/g)).toHaveLength(3)
    expect(await get('/products/NO-SUCH')).toStrictEqual([404, '{"message":"NotFound"}'])
    expect((await get('/_sim/truth'))[0]).toBe(400)
    expect((await get('/_sim/truth?product=NO-SUCH'))[0]).toBe(404)
  })

  it('tells the true book, whose hash is that of its levels', async () => {
    const server = await serve()
    const response = await fetch(`${server.restUrl}/_sim/truth?product=BTC-USD`)
    const truth = (await response.json()) as { bookHash: number; bids: [string, string][]; asks: [string, string][] }
    const levels = (['bid', 'ask'] as const).flatMap((side) =>
      truth[side === 'bid' ? 'bids' : 'asks'].map(([price, size]) => ({
        side,
        tick: units(price, bitcoin.tickPlaces),
        lots: units(size, bitcoin.lotPlaces),
      })),
    )
    expect(levels.length).toBeGreaterThan(300)
    expect(bookHashOf(levels)).toBe(truth.bookHash)
  })

  it('compresses frames for who offers it, when told to', async () => {
    const deflating = await serve({ deflate: true })
    const plain = await serve()
    const sizes: number[] = []
    for (const { url } of [deflating, plain]) {
      const client = await new Client(url).subscribe('level2')
      await client.until(() => client.texts.length > 0)
      expect(client.frames[0]!.channel).toBe('l2_data')
      expect(client.socket.extensions).toBe(url === deflating.url ? 'permessage-deflate' : '')
      sizes.push(client.texts[0]!.length)
    }
    expect(sizes[0]).toBeGreaterThan(10_000)
  })

  it('closes a connection that subscribes to nothing', async () => {
    const server = await serve({ speed: 20 })
    const client = new Client(server.url)
    await client.until(() => client.closed !== undefined)
    expect(client.closed).toMatchObject({ code: 1008 })
  })

  it('answers the upgrade with status 429 when too many connect in a second', async () => {
    // However long they take to connect: a second of this venue is a hundred on the wall.
    const server = await serve({ speed: 0.01 })
    const clients = Array.from({ length: 12 }, () => new Client(server.url))
    const statuses = await Promise.all(
      clients.map(async ({ socket }) => {
        const result = await Promise.race([once(socket, 'open').then(() => 101), once(socket, 'unexpected-response').then(() => 429)])
        return result
      }),
    )
    expect(statuses.filter((status) => status === 101)).toHaveLength(8)
  })

  it('refuses a speed that is none, and a port that is taken', async () => {
    await expect(startServer({ seed: 1, startUs, speed: 0 })).rejects.toThrow('expected a speed above 0, received 0')
    const { url } = await serve()
    await expect(startServer({ seed: 1, startUs, port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
  })

  it('lets go of a client that does not take what it is sent', async () => {
    const server = await serve({ speed: 50, limits: false, mostWaitingBytes: 100_000 })
    const client = await new Client(server.url).subscribe('level2', 'heartbeats')
    await client.until(() => client.texts.length > 2)
    await post(server, { kind: 'stall', durationMs: 3_600_000 })
    await client.until(() => client.closed !== undefined)
    expect(client.closed).toMatchObject({ code: 1006 })
    expect(await answerOf(await fetch(`${server.restUrl}/_sim/status`))).toMatchObject({ connections: [] })
  })
})

describe('POST /_sim/faults', () => {
  it('refuses what it cannot play, and says why', async () => {
    const server = await serve()
    expect(await post(server, { kind: 'tls' })).toMatchObject({
      status: 400,
      answer: { error: 'kind: expected one that a listening server can play, received tls' },
    })
    const response = await fetch(`${server.restUrl}/_sim/faults`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(400)
  })

  it('loses a frame: drop', async () => {
    const server = await serve()
    const client = await new Client(server.url).subscribe('level2')
    await client.until(() => client.texts.length > 3)
    expect(await post(server, { kind: 'drop', connection: 'c1' })).toMatchObject({
      status: 202,
      answer: { id: 1, kind: 'drop', connection: 'c1' },
    })
    const isLost = (): boolean => client.frames.at(-1)!.sequence_num === client.frames.length
    await client.until(isLost)
    expect(isLost()).toBe(true)
    expect(server.injector.injected).toStrictEqual(new Map([['drop', 1]]))
  })

  it('holds everything back for a while, pongs too: stall', async () => {
    const server = await serve()
    const client = await new Client(server.url).subscribe('level2', 'heartbeats')
    await client.until(() => client.texts.length > 3)
    const arrivedMs = [performance.now()]
    for (const kind of ['message', 'pong']) client.socket.on(kind, () => void arrivedMs.push(performance.now()))
    let pongAt: number | undefined
    client.socket.once('pong', () => (pongAt = arrivedMs.length))
    await post(server, { kind: 'stall', durationMs: 400 })
    await expect.poll(() => server.injector.injected.has('stall')).toBe(true)
    client.socket.ping()
    await expect.poll(() => arrivedMs.length - (pongAt ?? Infinity)).toBeGreaterThan(3)
    const silencesMs = arrivedMs.slice(1, pongAt).map((ms, at) => ms - arrivedMs[at]!)
    expect(Math.max(...silencesMs)).toBeGreaterThan(350)
    expect(client.frames.map(({ sequence_num }) => sequence_num)).toStrictEqual(client.frames.map((_, index) => index))
  })

  it('says nothing and hears nothing any more, and does not hang up: half-open', async () => {
    const server = await serve()
    const client = await new Client(server.url).subscribe('level2', 'heartbeats')
    await client.until(() => client.texts.length > 3)
    await post(server, { kind: 'half-open' })
    while (!server.injector.injected.has('half-open')) await pause(10)
    await expect.poll(async () => await arrivalsWithin(client)).toBe(0)
    client.socket.ping()
    client.socket.once('pong', () => client.texts.push('pong'))
    expect([await arrivalsWithin(client), client.closed]).toStrictEqual([0, undefined])
    client.socket.terminate()
    await client.until(() => client.closed !== undefined)
    while (server.injector.linkState('c1', server.venue.nowUs) === 'dead') await pause(10)
  })

  it('lets a few bytes through at a time: slow-drip', async () => {
    const server = await serve()
    const slow = await new Client(server.url).subscribe('heartbeats')
    await slow.until(() => slow.texts.length > 0)
    const atMs = performance.now()
    await post(server, { kind: 'slow-drip', durationMs: 700 })
    await expect.poll(() => server.injector.injected.has('slow-drip')).toBe(true)
    await slow.subscribe('level2')
    await slow.until(() => slow.frames.some(({ channel }) => channel === 'l2_data'))
    // A snapshot of 60 kB takes ten seconds at 6 kB a second; it comes when the link is well again.
    expect(performance.now() - atMs).toBeGreaterThan(650)
    expect(slow.frames.map(({ sequence_num }) => sequence_num)).toStrictEqual(slow.frames.map((_, index) => index))
  })

  it.each([
    ['abrupt-close', 1006],
    ['clean-close', undefined],
  ] as const)('closes the connection: %s', async (kind, code) => {
    const server = await serve()
    const client = await new Client(server.url).subscribe('heartbeats')
    await client.until(() => client.texts.length > 0)
    await post(server, { kind })
    await client.until(() => client.closed !== undefined)
    if (code === undefined) expect([1000, 1001, 1008, 1012]).toContain(client.closed!.code)
    else expect(client.closed!.code).toBe(code)
    expect(await answerOf(await fetch(`${server.restUrl}/_sim/status`))).toMatchObject({ connections: [] })
  })

  it('fails whoever dials: refuse, http-503-upgrade', async () => {
    const server = await serve()
    await post(server, { kind: 'refuse', durationMs: 1 })
    const [error] = (await once(new Client(server.url).socket, 'error')) as [Error]
    expect(error.message).toMatch(/hang up|ECONNRESET/)
    await pause(10)
    await post(server, { kind: 'http-503-upgrade', durationMs: 1 })
    const [, response] = (await once(new Client(server.url).socket, 'unexpected-response')) as [unknown, { statusCode: number }]
    expect(response.statusCode).toBe(503)
    await pause(10)
    await new Client(server.url).subscribe('heartbeats')
  })

  it('spoils requests: rest-429, rest-timeout', async () => {
    const server = await serve()
    await post(server, { kind: 'rest-429', durationMs: 1 })
    expect((await fetch(`${server.restUrl}/products`)).status).toBe(429)
    await pause(10)
    await post(server, { kind: 'rest-timeout' })
    await expect(fetch(`${server.restUrl}/products`, { signal: AbortSignal.timeout(150) })).rejects.toThrow('timeout')
    expect((await fetch(`${server.restUrl}/products`)).status).toBe(200)
  })

  it('plays what an injector was told beforehand', async () => {
    const injector = new FaultInjector({ seed: 1, oversizedBytes: 200_000 })
    injector.schedule({ kind: 'oversized-snapshot', atUs: startUs })
    const server = await serve({ injector })
    const client = await new Client(server.url, { maxPayload: 200_000 }).subscribe('level2')
    await client.until(() => client.closed !== undefined)
    expect(client.closed!.code).toBe(1006)
    expect(injector.injected).toStrictEqual(new Map([['oversized-snapshot', 1]]))
  })
})

describe('close()', () => {
  it('leaves nothing behind that keeps a process alive: clients, stalled and dead links, unanswered requests', async () => {
    const program = `
      import { WebSocket } from 'ws'
      import { get } from 'node:http'
      import { startServer } from ${JSON.stringify(fileURLToPath(new URL('./sim-server.ts', import.meta.url)))}
      const server = await startServer({ seed: 1, startUs: ${startUs} })
      for (const kind of ['stall', 'half-open', undefined]) {
        const socket = new WebSocket(server.url)
        socket.on('error', () => {})
        await new Promise((resolve) => socket.on('open', resolve))
        socket.send(JSON.stringify({ type: 'subscribe', channel: 'level2', product_ids: ['BTC-USD'] }))
        await new Promise((resolve) => socket.once('message', resolve))
        if (kind) server.injector.schedule({ kind, atUs: 0, durationUs: 1e12, connection: kind === 'stall' ? 'c1' : 'c2' })
      }
      server.injector.schedule({ kind: 'rest-timeout', atUs: 0 })
      get(server.restUrl + '/products').on('error', () => {})
      while (server.injector.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 10))
      await server.close()
      console.log('closed')
    `
    const child = spawn(
      process.execPath,
      ['--conditions=@of/source', '--experimental-strip-types', '--input-type=module', '--eval', program],
      {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
      },
    )
    open.push({ close: () => void child.kill('SIGKILL') })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    let complaints = ''
    child.stderr.on('data', (data: Buffer) => (complaints += data.toString()))
    const [code] = (await once(child, 'exit')) as [number]
    expect([code, output, complaints.replaceAll(/\(node.*\n?/g, '')]).toStrictEqual([0, 'closed\n', ''])
  })

  it('frees the port, and lets go of sockets that never said a word', async () => {
    const server = await startServer({ seed: 1, startUs })
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
    await once(silent, 'connect')
    const gone = once(silent, 'close')
    await server.close()
    await gone
    const [error] = (await once(new Client(server.url).socket, 'error')) as [Error & { code?: string }]
    expect(error.code).toBe('ECONNREFUSED')
  })
})
