import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type Server as NetServer, type Socket } from 'node:net'

/** A server on this machine alone, on a port that was free. */
export interface Loopback {
  /** `127.0.0.1:port`. */
  readonly host: string
  readonly port: number
  /** The connections that are open to it. */
  readonly sockets: ReadonlySet<Socket>
  close(): Promise<void>
}

/** Starts a server, and knows its connections, so that none outlives it. */
export async function listen(server: NetServer): Promise<Loopback> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected an address with a port')
  return {
    host: `127.0.0.1:${address.port}`,
    port: address.port,
    sockets,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An HTTP server that answers as told. */
export function answering(listener: RequestListener): Promise<Loopback> {
  return listen(createServer(listener))
}

/** A port on which nobody listens, for it was closed just now. */
export async function unusedPort(): Promise<number> {
  const server = await answering(() => {})
  await server.close()
  return server.port
}

/** A proxy that leads every tunnel to one port, whatever name was asked for; or refuses all with a status, or says nothing (`0`). */
export function tunnelProxy(toPort: number, status = 200): Promise<Loopback & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server: Server = createServer()
  server.on('connect', (request, socket: Socket, head) => {
    asked.push(request.url ?? '')
    socket.on('end', () => socket.end())
    if (status === 0) {
      socket.resume()
    } else if (status === 200) {
      const far = connect(toPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        far.write(head)
        far.pipe(socket).pipe(far)
      })
      far.on('error', () => socket.destroy())
      socket.on('error', () => far.destroy())
      socket.on('close', () => far.destroy())
    } else {
      socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`)
    }
  })
  return listen(server).then((loopback) => ({ ...loopback, asked }))
}
