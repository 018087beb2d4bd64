import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Message, Telling } from './message.ts'

let server: WebSocketServer
let client: WebSocket
let write: (frame: Buffer) => void

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (_socket, { socket }) => (write = (frame) => void socket.write(frame)))
  await once(server, 'listening')
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
})
afterAll(() => {
  client.terminate()
  server.close()
})

/** What a client hears of a frame. */
const heard = async (frame: Buffer): Promise<string> => {
  const message = once(client, 'message')
  write(frame)
  const [data, isBinary] = (await message) as [Buffer, boolean]
  return isBinary ? 'binary' : data.toString('utf8')
}

describe('Message', () => {
  it('is a frame that a WebSocket client reads as its text, of whatever length', async () => {
    for (const text of ['', 'x'.repeat(125), 'x'.repeat(126), `${'é'.repeat(32_767)}x`, 'é'.repeat(32_768), 'x'.repeat(70_000)])
      expect((await heard(new Message(text).frame)) === text, `${text.length}`).toBe(true)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        expect(await heard(new Message(text).frame)).toBe(text)
      }),
      { numRuns: 30 },
    )
  })
})

describe('Telling', () => {
  const told = new Telling('update', { seq: 7, json: '{"a":1}' })
  const to = (id: string, product?: string) => told.messageTo({ id, topic: 'book', product })

  it('says whose it is, and is one message for all who call it the same', () => {
    expect(JSON.parse(to('x', 'BTC-USD').text)).toEqual({
      kind: 'update',
      id: 'x',
      topic: 'book',
      product: 'BTC-USD',
      seq: 7,
      data: { a: 1 },
    })
    expect(JSON.parse(to('"').text)).toEqual({ kind: 'update', id: '"', topic: 'book', seq: 7, data: { a: 1 } })
    expect(to('x', 'BTC-USD')).toBe(to('x', 'BTC-USD'))
    expect(to('x', 'BTC-USD')).not.toBe(to('x', 'BTC-USDC'))
  })

  it('keeps few messages, whatever readers call it', () => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}`)
    const first = names.map((name) => to(name))
    expect(names.filter((name, i) => to(name) === first[i]).length).toBeLessThan(20)
    expect(names.map((name) => (JSON.parse(to(name).text) as { id: string }).id)).toEqual(names)
  })
})
