import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { decodeJwt } from 'jose'
import { credentialsOf } from '../auth/credentials.ts'
import type { RequestAnswer } from '../feed/feed-ports.ts'
import { answering, listen, type Loopback } from '../testing/loopback.ts'
import { type SystemPorts, systemPorts, type SystemPortsOptions } from './system-ports.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

function portsOf(options: SystemPortsOptions): SystemPorts {
  const ports = systemPorts(options)
  open.push(ports)
  return ports
}

async function started(server: Promise<Loopback>): Promise<Loopback> {
  const loopback = await server
  open.push(loopback)
  return loopback
}

function answerOf(ports: SystemPorts, path: string): Promise<RequestAnswer> {
  return new Promise((resolve) => ports.request(path, resolve))
}

describe('systemPorts(options)', () => {
  it('waits as long as a timer can, where it is to wait longer', async () => {
    const run = vi.fn<() => void>()
    const ports = portsOf({})
    const cancel = ports.after(1e15, run)
    await new Promise<void>((resolve) => void ports.after(20_000, resolve))
    expect(run).not.toHaveBeenCalled()
    cancel()
  })

  it('asks the host of its WebSocket for paths of both APIs', async () => {
    const { host } = await started(answering(({ url }, response) => response.setHeader('CB-AFTER', '7').end(`you asked ${url}`)))
    const ports = portsOf({ url: `ws://${host}` })
    for (const path of ['/api/v3/brokerage/market/products?product_ids=A-B', '/products/A-B/trades?limit=5']) {
      expect(await answerOf(ports, path)).toMatchObject({ ok: true, status: 200, body: `you asked ${path}`, headers: { 'cb-after': '7' } })
    }
  })

  it('tells a failure as it is, after one attempt', async () => {
    let requests = 0
    const { host } = await started(
      answering((_request, response) => {
        requests += 1
        response.writeHead(500).end('{"message":"Internal server error"}')
      }),
    )
    const ports = portsOf({ url: `ws://${host}` })
    expect(await answerOf(ports, '/products/A-B/trades')).toEqual({
      ok: false,
      fault: { kind: 'http', detail: 'Internal server error', status: 500 },
    })
    expect(requests).toBe(1)
  })

  it('tells nothing of a request that was cancelled', async () => {
    const { host, sockets } = await started(answering(() => {}))
    const ports = portsOf({ url: `ws://${host}` })
    const done = vi.fn<(answer: RequestAnswer) => void>()
    const cancel = ports.request('/products/A-B/trades', done)
    await expect.poll(() => sockets.size).toBe(1)
    cancel()
    await expect.poll(() => sockets.size).toBe(0)
    expect(done).not.toHaveBeenCalled()
  })

  it('fails what is under way when it is closed', async () => {
    const { host, sockets } = await started(answering(() => {}))
    const ports = portsOf({ url: `ws://${host}` })
    const answer = answerOf(ports, '/products/A-B/trades')
    await expect.poll(() => sockets.size).toBe(1)
    await ports.close()
    expect(await answer).toMatchObject({ ok: false })
  })

  it('dials a WebSocket', async () => {
    const http = createServer()
    const server = new WebSocketServer({ server: http })
    const client = once(server, 'connection')
    const { host } = await started(listen(http))
    const handlers = { onOpen: vi.fn<() => void>(), onText: vi.fn<() => void>(), onClose: vi.fn<() => void>() }
    const socket = portsOf({ url: `ws://${host}` }).dial(`ws://${host}`, handlers)
    await client
    await expect.poll(() => handlers.onOpen).toHaveBeenCalledOnce()
    socket.terminate()
    await expect.poll(() => handlers.onClose).toHaveBeenCalledExactlyOnceWith({ kind: 'local', detail: 'terminated' })
  })

  it('runs what is to run later, and not what was cancelled', async () => {
    const ports = portsOf({})
    const cancelled = vi.fn<() => void>()
    const cancel = ports.after(1000, cancelled)
    const fromUs = ports.nowUs()
    const ran = new Promise<void>((resolve) => ports.after(20_000, resolve))
    cancel()
    await ran
    expect(ports.nowUs() - fromUs).toBeGreaterThanOrEqual(18_000)
    expect(cancelled).not.toHaveBeenCalled()
  })

  it('makes tokens where there are credentials, and has no way to make them where there are none', async () => {
    expect(portsOf({})).not.toHaveProperty('token')
    const ports = portsOf({ credentials: credentialsOf('made-up', Buffer.alloc(32, 7).toString('base64')) })
    const token = await new Promise<string>((resolve) => ports.token?.(resolve))
    expect(decodeJwt(token)).toMatchObject({ iss: 'cdp', sub: 'made-up' })
  })

  it('throws dice from 0 up to, not including, 1', () => {
    const ports = portsOf({})
    expect(Array.from({ length: 100 }, () => ports.random()).every((value) => value >= 0 && value < 1)).toBe(true)
  })
})
