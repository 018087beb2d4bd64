import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { ClientMessage, ServerMessage } from '../stream/messages.ts'
import { connectStream, type StreamConnection, type StreamState } from './connect-stream.ts'

const order = { firstTradeId: 1, timeUs: 1, aggressor: 'buy' as const, price: 1, size: 1, notional: 1, fills: 1, whale: false }
const tapeOf = (ids: readonly number[]) => ({
  product: 'BTC-USD',
  whaleNotional: null,
  reason: 'warming up',
  items: ids.map((firstTradeId) => ({ ...order, firstTradeId })),
})

let server: WebSocketServer
let url: string
let stream: StreamConnection | undefined
let sockets: WebSocket[]
let heard: ClientMessage[]
let offered: string[]

beforeEach(async () => {
  sockets = []
  heard = []
  offered = []
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: (protocols) => [...protocols][0] ?? false })
  server.on('connection', (socket, { headers }) => {
    sockets.push(socket)
    offered.push(headers['sec-websocket-protocol'] ?? '')
    socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString()) as ClientMessage))
    say({ kind: 'hello', epoch: 'one', heartbeatMs: 5_000, version: '1' })
  })
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  stream?.close()
  for (const socket of sockets) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
})

function say(message: ServerMessage): void {
  sockets.at(-1)!.send(JSON.stringify(message))
}

function connect(states: StreamState[] = [], token?: string): StreamConnection {
  stream = connectStream({
    url,
    token,
    retryMs: 5,
    onState: (state) => states.push(state),
    socket: (to, protocols) => new WebSocket(to, [...protocols]),
  })
  return stream
}

const subscriptions = () => heard.filter((message) => message.do === 'subscribe')

describe('stream', () => {
  it('subscribes once it is open, and hands on snapshot and updates', async () => {
    const told: unknown[] = []
    connect().subscribe('tape', {
      product: 'BTC-USD',
      onSnapshot: ({ items }) => told.push(items.length),
      onUpdate: ({ items }) => told.push(items[0]?.firstTradeId),
    })
    await expect.poll(() => subscriptions()).toHaveLength(1)
    const { id } = subscriptions()[0]!
    say({ kind: 'snapshot', id, topic: 'tape', product: 'BTC-USD', seq: 7, data: tapeOf([1, 2]) })
    say({ kind: 'update', id, topic: 'tape', product: 'BTC-USD', seq: 8, data: { whaleNotional: null, items: tapeOf([3]).items } })
    await expect.poll(() => told).toEqual([2, 3])
  })

  it('dials again when the socket breaks, and asks for what came since', async () => {
    const states: StreamState[] = []
    let updates = 0
    connect(states).subscribe('tape', { product: 'BTC-USD', onSnapshot: () => undefined, onUpdate: () => (updates += 1) })
    for (let round = 0; round < 3; round++) {
      await expect.poll(() => subscriptions()).toHaveLength(round + 1)
      const { after, id } = subscriptions().at(-1)!
      expect(after).toEqual(round === 0 ? undefined : { epoch: 'one', seq: 9 + round })
      if (round === 0) say({ kind: 'snapshot', id, topic: 'tape', product: 'BTC-USD', seq: 9, data: tapeOf([]) })
      say({ kind: 'update', id, topic: 'tape', product: 'BTC-USD', seq: 10 + round, data: { whaleNotional: null, items: [] } })
      await expect.poll(() => updates).toBe(round + 1)
      sockets.at(-1)!.terminate()
    }
    await expect.poll(() => states.filter((state) => state === 'open')).toHaveLength(4)
  })

  it('asks for the whole where a message is missing', async () => {
    connect().subscribe('tape', { product: 'BTC-USD', onSnapshot: () => undefined, onUpdate: () => undefined })
    await expect.poll(() => subscriptions()).toHaveLength(1)
    const { id } = subscriptions()[0]!
    say({ kind: 'snapshot', id, topic: 'tape', seq: 1, data: tapeOf([]) })
    say({ kind: 'update', id, topic: 'tape', seq: 3, data: { whaleNotional: null, items: [] } })
    await expect.poll(() => subscriptions()).toHaveLength(2)
    expect(subscriptions()[1]).not.toHaveProperty('after')
  })

  it('tells what was left out, why a subscription was refused, and the time', async () => {
    const told: unknown[] = []
    const onClock = (clockUs: number): void => void told.push(clockUs)
    stream = connectStream({ url, onClock, socket: (to, protocols) => new WebSocket(to, [...protocols]) })
    stream.subscribe('health', {
      onSnapshot: () => undefined,
      onUpdate: () => undefined,
      onConflated: (skipped) => told.push(skipped),
      onError: (detail) => told.push(detail),
    })
    await expect.poll(() => subscriptions()).toHaveLength(1)
    const { id } = subscriptions()[0]!
    say({ kind: 'conflated', id, skipped: 4 })
    say({ kind: 'error', id, detail: 'no such thing' })
    say({ kind: 'heartbeat', clockUs: 99, serverMs: 1 })
    await expect.poll(() => told).toEqual([4, 'no such thing', 99])
  })

  it('takes back a subscription, and stays closed once it is', async () => {
    const states: StreamState[] = []
    const leave = connect(states).subscribe('health', { onSnapshot: () => undefined, onUpdate: () => undefined })
    await expect.poll(() => subscriptions()).toHaveLength(1)
    leave()
    await expect.poll(() => heard.at(-1)).toEqual({ do: 'unsubscribe', id: subscriptions()[0]!.id })
    stream!.close()
    await once(sockets[0]!, 'close')
    expect(states.at(-1)).toBe('closed')
    expect(sockets).toHaveLength(1)
  })

  it('carries the token among the subprotocols, where a browser can', async () => {
    connect([], 'söme-token-of-length')
    await expect.poll(() => offered).toHaveLength(1)
    const carried = offered[0]!.split(',').map((part) => part.trim())
    expect(carried[0]).toBe('of.v1')
    expect(Buffer.from(carried[1]!.slice('of.token.'.length), 'base64url').toString('utf8')).toBe('söme-token-of-length')
  })
})
