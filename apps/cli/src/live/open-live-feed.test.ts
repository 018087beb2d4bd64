import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FeedEvent, openFeed } from '@of/coinbase'
import { startServer } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { CliError } from '../errors.ts'
import { openLiveFeed, withFirstContact } from './open-live-feed.ts'

/** A server that speaks HTTP and refuses every upgrade. */
async function refusing(status: number): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_request, response) => response.writeHead(404).end('{}'))
  server.on('upgrade', (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on a TCP port, so the address has one.
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}`, server }
}

async function faultOf(feed: AsyncIterable<readonly FeedEvent[]>): Promise<unknown> {
  try {
    for await (const _ of feed);
    return undefined
  } catch (error) {
    return error instanceof CliError ? error.fault : error
  }
}

describe('openLiveFeed(options, command)', () => {
  it('fails at once where waiting is of no use', async () => {
    const { server, url } = await refusing(451)
    const startMs = performance.now()
    expect(await faultOf(openLiveFeed({ products: ['BTC-USD'], url }, 'of watch'))).toMatchObject({
      kind: 'unreachable',
      url,
      fault: { kind: 'http', status: 451 },
    })
    expect(performance.now() - startMs).toBeLessThan(5_000)
    server.close()
  })

  it('takes a server without TLS for what it is', async () => {
    const { server, url } = await refusing(404)
    const secure = url.replace('ws:', 'wss:')
    expect(await faultOf(openLiveFeed({ products: ['BTC-USD'], url: secure }, 'of watch'))).toMatchObject({ fault: { kind: 'tls' } })
    server.close()
  })

  it('refuses options that cannot be as a wrong command line', () => {
    expect(() => openLiveFeed({ products: [] }, 'of watch')).toThrow(CliError)
  })
})

describe('withFirstContact(feed, url, patienceMs)', () => {
  it('fails after its patience where a later attempt might do', async () => {
    const { server, url } = await refusing(503)
    const feed = withFirstContact(openFeed({ products: ['BTC-USD'], url }), url, 1_000)
    expect(await faultOf(feed)).toMatchObject({ kind: 'unreachable', fault: { kind: 'http', status: 503 } })
    server.close()
  })

  it('goes on trying once there was a connection', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000, limits: false })
    const open = openFeed({ products: ['BTC-USD'], url: server.url })
    const kinds: string[] = []
    const ending = faultOf(
      (async function* () {
        for await (const events of withFirstContact(open, server.url, 1_500)) {
          kinds.push(...events.map(({ kind }) => kind))
          yield events
        }
      })(),
    )
    await expect.poll(() => kinds).toContain('book')
    await server.close()
    const lost = (): number => kinds.filter((kind) => kind === 'disconnected').length
    await expect.poll(lost).toBeGreaterThan(1)
    await open.close()
    expect(await ending).toBeUndefined()
  })
})
