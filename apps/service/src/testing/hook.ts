import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** A message that a webhook was told. */
export interface Told {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** An address that is told of alerts, and what it was told. */
export interface Hook {
  readonly url: string
  readonly told: Told[]
  /** Which status it answers with. */
  answer: () => number
  close(): Promise<void>
}

/** Listens on this machine. */
export async function listeningHook(): Promise<Hook> {
  const told: Told[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      told.push({ headers: request.headers, body })
      const status = hook.answer()
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on a TCP port, so the address has one.
  const { port } = server.address() as AddressInfo
  const hook: Hook = {
    url: `http://127.0.0.1:${port}/hook`,
    told,
    answer: () => 204,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return hook
}
