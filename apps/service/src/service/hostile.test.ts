import { connect, type Socket } from 'node:net'
import { request } from 'node:http'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { STREAM_PATH } from '@of/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { runningService } from '../testing/running.ts'
import { until } from '../testing/until.ts'
import type { RunningService } from './start-service.ts'

let service: RunningService
let folder: string
const open: (Socket | WebSocket)[] = []

/** One that begins a request and never ends it. */
let loris: Promise<string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-page-'))
  await mkdir(join(folder, 'page'))
  await writeFile(join(folder, 'secret.txt'), 'a secret outside of the page')
  await writeFile(join(folder, 'page', 'index.html'), '<title>page</title>')
  service = await runningService(
    { stream: { maxSubscribersPerAddress: 40, slowBytes: 32_768, slowMs: 1_000 } },
    { dashboardDir: join(folder, 'page') },
  )
  await until(async () => (await fetch(`${service.url}/readyz`)).status === 200)
  loris = raw('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-', 100_000)
})

afterAll(async () => {
  for (const socket of open)
    if (socket instanceof WebSocket) socket.terminate()
    else socket.destroy()
  await service.close()
  await rm(folder, { recursive: true })
})

const port = (): number => Number(new URL(service.url).port)
const streamUrl = (): string => `${service.url.replace('http', 'ws')}${STREAM_PATH}`

const metrics = async () => await (await fetch(`${service.url}/metrics`)).text()

/** What the service answers to bytes, until it hangs up or has been silent for a while. */
async function raw(bytes: string | Buffer, patienceMs = 3_000): Promise<string> {
  const socket = connect(port(), '127.0.0.1')
  open.push(socket)
  let answer = ''
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(bytes)
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    setTimeout(resolve, patienceMs).unref()
  })
  socket.destroy()
  return answer
}

async function socketTo(url: string, options: ConstructorParameters<typeof WebSocket>[2] = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, options)
  open.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'open')
  return socket
}

/** The status that an upgrade is refused with. */
async function refusal(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const socket = new WebSocket(url, { headers })
  open.push(socket)
  socket.on('error', () => undefined)
  return await new Promise((resolve) => {
    socket.on('open', () => resolve(undefined))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
  })
}

/** The status of a request under a Host header of its own. */
async function statusAs(host: string, path = '/api/v1/health'): Promise<number | undefined> {
  const asked = request({ port: port(), host: '127.0.0.1', path, headers: { host } })
  asked.end()
  const [response] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }]
  response.resume()
  return response.statusCode
}

describe('a hostile client', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/page/../../secret.txt',
    '//secret.txt',
    '/%00/secret.txt',
    '/docs/static/..%2f..%2f..%2f..%2fsecret.txt',
    '/docs/static/%2e%2e/%2e%2e/package.json',
  ])('reads no file outside of the page: %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404)/)
    expect(answer).not.toContain('a secret')
  })

  it('gets the page itself, under a policy without any exception', async () => {
    const response = await fetch(service.url)
    expect(await response.text()).toBe('<title>page</title>')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'/)
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['a body that is too large', { body: JSON.stringify({ sql: 'x'.repeat(100_000) }) }, 413],
    ['a body that is no JSON', { body: '{"sql":' }, 400],
    ['a body that would change prototypes', { body: '{"sql":"select 1","__proto__":{"admin":true}}' }, 400],
    ['a body of another type', { body: 'sql=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ])('is refused %s', async (_what, init, status) => {
    const response = await fetch(`${service.url}/api/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...init,
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status })
  })

  it('is refused headers without end', async () => {
    const headers = Array.from({ length: 5_000 }, (_, i) => `X-${i}: ${'y'.repeat(50)}`).join('\r\n')
    expect(await raw(`GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n\r\n`)).toMatch(/^(HTTP\/1\.1 431|$)/)
    expect((await fetch(`${service.url}/livez`)).status).toBe(200)
  })

  it.each([
    ['nothing of HTTP', Buffer.from('\x16\x03\x01\x02\x00\x01\x00')],
    ['two lengths', 'POST /api/v1/query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello'],
    [
      'a length and chunks',
      'POST /api/v1/query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a method there is none of', 'BREW /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
  ])('is refused %s', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400/)
  })

  it.each([
    "/products/BTC-USD';DROP TABLE trades;--/book",
    '/products/BTC-USD%00/book',
    '/products/__proto__/book',
    '/products/constructor/features',
    "/decisions/' OR 1=1 --",
    "/products/BTC-USD/bars?cursor=' OR 1=1 --",
    '/products/BTC-USD/bars?limit=1&limit=2',
    '/products/BTC-USD/features/history?names=mid) FROM trades--',
    '/products/BTC-USD/book?levels=1e999',
    '/events?topics=book,__proto__&product=BTC-USD',
    '/products/BTC-USD%0d%0aX-Evil: 1/book',
    '/products/A…/book',
  ])('comes no further than a refusal with %s', async (path) => {
    const response = await fetch(`${service.url}/api/v1${path.replace('A…', 'A'.repeat(4_000))}`)
    expect([400, 404, 414]).toContain(response.status)
    expect(response.headers.get('x-evil')).toBeNull()
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.text()).not.toMatch(/at .*\.ts:|node_modules|duckdb/i)
  })

  it('is not served under a name that could be made to point here', async () => {
    expect(await statusAs('evil.example')).toBe(421)
    expect(await statusAs(`evil.example:${port()}`)).toBe(421)
    expect(await statusAs('127.0.0.1.evil.example')).toBe(421)
    expect(await statusAs('localhost')).toBe(200)
    expect(await statusAs(`127.0.0.1:${port()}`)).toBe(200)
  })

  it('opens no stream and changes nothing from a page of another origin', async () => {
    expect(await refusal(streamUrl(), { origin: 'https://evil.example' })).toBe(403)
    expect(await refusal(streamUrl(), { origin: 'null' })).toBe(403)
    expect(await refusal(streamUrl(), { host: 'evil.example' })).toBe(421)
    expect(await refusal(streamUrl(), { origin: service.url })).toBeUndefined()
    const change = await fetch(`${service.url}/api/v1/products`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: '{"product":"BTC-USD"}',
    })
    expect(change.status).toBe(403)
    const read = await fetch(`${service.url}/api/v1/health`, { headers: { origin: 'https://evil.example' } })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is told what was wrong with a message, and goes on', async () => {
    const socket = await socketTo(streamUrl())
    const heard: { kind: string; detail?: string }[] = []
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as { kind: string }))
    const bad = [
      '',
      '{',
      'null',
      '[]',
      '{"do":"dance"}',
      '{"do":"subscribe"}',
      '{"do":"subscribe","id":"x","topic":"constructor"}',
      '{"do":"subscribe","id":"x","topic":"book","product":"../../etc"}',
      '{"do":"subscribe","id":"x","topic":"book"}',
      '{"do":"subscribe","id":"x","topic":"book","product":"NO-NE"}',
    ]
    for (const text of bad) socket.send(text)
    socket.send(Buffer.from([1, 2, 3]))
    socket.send('{"do":"subscribe","id":"good","topic":"health"}')
    await expect.poll(() => heard.filter(({ kind }) => kind === 'snapshot')).toHaveLength(1)
    expect(heard.filter(({ kind }) => kind === 'error')).toHaveLength(bad.length + 1)
  })

  it('is cut off for a message that is too large, and for too many of them', async () => {
    const large = await socketTo(streamUrl())
    large.send('x'.repeat(9_000))
    expect((await once(large, 'close'))[0]).toBe(1009)
    const many = await socketTo(streamUrl())
    for (let i = 0; i < 200; i++) many.send('{"do":"ping"}')
    expect((await once(many, 'close'))[0]).toBe(1008)
  })

  it('is cut off for what is no frame of WebSocket', async () => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ=='
    const upgrade = `GET ${STREAM_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`
    // A frame that is not masked, and an opcode there is none of.
    for (const frame of [Buffer.from([0x81, 0x02, 0x68, 0x69]), Buffer.from([0x8f, 0x80, 0, 0, 0, 0])])
      expect(await raw(Buffer.concat([Buffer.from(upgrade), frame]))).toMatch(/^HTTP\/1\.1 101/)
  })

  it('takes not all places: an address has so many readers and no more', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => socketTo(streamUrl())))
    const more = await Promise.all(Array.from({ length: 60 }, () => refusal(streamUrl())))
    expect(more.filter((status) => status === 503).length).toBeGreaterThanOrEqual(40)
    for (const socket of [...sockets, ...open]) if (socket instanceof WebSocket) socket.terminate()
    await expect.poll(async () => await (await fetch(`${service.url}/metrics`)).text()).toContain('of_stream_readers 0')
  })

  it('is told that it is too slow, and is closed, while another reads on', async () => {
    const slow = await socketTo(streamUrl())
    slow.pause()
    for (let i = 0; i < 40; i++) slow.send(JSON.stringify({ do: 'subscribe', id: `h${i}`, topic: 'bars', product: 'BTC-USD' }))
    const quick = await socketTo(streamUrl())
    let beats = 0
    quick.on('message', () => (beats += 1))
    quick.send('{"do":"subscribe","id":"b","topic":"book","product":"BTC-USD"}')
    await expect.poll(metrics, { interval: 200 }).toMatch(/of_stream_slow_closed_total [1-9]/)
    await expect.poll(() => beats).toBeGreaterThan(5)
  })

  it('does not move the time that frames of the feed take to be told', async () => {
    const quiet = monitorEventLoopDelay({ resolution: 5 })
    quiet.enable()
    await wait(400)
    quiet.disable()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const slowLoris = Array.from({ length: 50 }, () => {
      const socket = connect(port(), '127.0.0.1', () => void socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-'))
      socket.on('error', () => undefined)
      open.push(socket)
      return socket
    })
    const flood = await socketTo(streamUrl())
    const before = service.state.desk.version
    delay.enable()
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 20; i++)
        flood.send(
          JSON.stringify({
            do: 'subscribe',
            id: `x${i}`,
            topic: 'book',
            product: 'BTC-USD',
            with: { grouping: 1 + ((round * 20 + i) % 300), levels: 50 },
          }),
        )
      await Promise.all([
        ...Array.from({ length: 20 }, () => fetch(`${service.url}/api/v1/products/BTC-USD/nothing`)),
        raw('\x00'.repeat(2_000), 50),
      ])
    }
    delay.disable()
    // The client's own work is in this as well.
    expect(delay.percentile(50)).toBeLessThan(Math.max(50e6, 10 * quiet.percentile(50)))
    expect(service.state.desk.version).toBeGreaterThan(before)
    await expect.poll(() => service.state.silentUs).toBeLessThan(2_000_000)
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
    for (const socket of slowLoris) socket.destroy()
  })

  it('is hung up on where it never ends its request', async () => {
    expect(await loris).toMatch(/^HTTP\/1\.1 408/)
  })
})

describe('a token', () => {
  const token = 'a-token-that-nobody-guesses'
  let guarded: RunningService
  beforeAll(async () => {
    guarded = await runningService({ auth: { token } })
  })
  afterAll(() => guarded.close())

  const status = async (path: string, headers: Record<string, string> = {}) => (await fetch(`${guarded.url}${path}`, { headers })).status

  it.each(['/api/v1/health', '/metrics', '/%61pi/v1/health', '/api/v1/events?topics=health'])('is asked for by %s', async (path) => {
    expect(await status(path)).toBe(401)
    expect(await status(path, { authorization: 'Bearer another-token-of-size' })).toBe(401)
    if (!path.includes('events')) expect(await status(path, { authorization: `Bearer ${token}` })).toBe(200)
  })

  it('is asked for by the stream, among its subprotocols too', async () => {
    const url = `${guarded.url.replace('http', 'ws')}${STREAM_PATH}`
    expect(await refusal(url)).toBe(401)
    const socket = new WebSocket(url, ['of.v1', `of.token.${Buffer.from(token).toString('base64url')}`])
    open.push(socket)
    await once(socket, 'open')
    expect(socket.protocol).toBe('of.v1')
  })

  it('is not asked for by those who look whether the service lives', async () => {
    expect(await status('/livez')).toBe(200)
  })

  it('is needed where others than this machine could reach the service', async () => {
    await expect(runningService({ http: { host: '0.0.0.0' } })).rejects.toThrow(/^http\.host: expected an address of this machine alone/)
  })
})
