import fastify, { type FastifyInstance } from 'fastify'
import { WebSocketServer } from 'ws'
import { authority } from '../server/authority.ts'
import { readContents, type RecordedArrival } from './contents.ts'
import { Player } from './player.ts'
import { RecordedAnswers } from './recorded-answers.ts'

/** What recording to serve, and where. */
export interface RecordingServerOptions {
  /** Opens the recording at its start: once for each client, and once to see what it has to offer. */
  readonly arrivals: () => AsyncIterable<readonly RecordedArrival[]>
  /** Any free one unless given. */
  readonly port?: number
  /** The address to listen on: 127.0.0.1, which only this machine reaches, unless given. */
  readonly host?: string
  /** Recorded seconds in a second on the wall: 1 unless given; `max` is as fast as the client takes it. */
  readonly speed?: number | 'max'
}

/** A recording that is being served. */
export interface RecordingServer {
  /** For WebSocket clients; any path will do. */
  readonly url: string
  /** For REST clients. */
  readonly restUrl: string
  /** Disconnects everybody and frees the port. */
  close(): Promise<void>
}

/**
 * Serves a recording as if it were the venue: every client that subscribes is sent it from its start, at its pace.
 *
 * Frames are as they were received but for their numbers, which leave no hole for what a client has not subscribed to and keep the
 * holes of the recording; of several recorded connections the client's one has the frames of all, in the order in which they were received.
 * Products and channels that the first minute does not have are missing from the acknowledgement. A snapshot comes when it came: who
 * subscribes later waits for the next. After the end of the recording the connection is closed with code 1000, where it cannot be read further with 1011.
 *
 * REST requests are answered with what was recorded for the same path, 404 if nothing was.
 * Rejects if the port cannot be had or the recording cannot be read.
 */
export async function serveRecording(options: RecordingServerOptions): Promise<RecordingServer> {
  const { arrivals, port = 0, host = '127.0.0.1', speed = 1 } = options
  if (speed !== 'max' && !(speed > 0 && Number.isFinite(speed))) {
    throw new RangeError(`recording server: expected a speed above 0, received ${speed}`)
  }
  const answers = new RecordedAnswers()
  const contents = await readContents(arrivals(), answers)
  const http = fastify({ forceCloseConnections: true, exposeHeadRoutes: false })
  addRoutes(http, answers)
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })
  http.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      new Player({ socket: webSocket, contents, answers, arrivals, speed }).start()
    })
  })
  await http.listen({ port, host })
  const address = authority(http.server.address())
  return {
    url: `ws://${address}`,
    restUrl: `http://${address}`,
    async close() {
      for (const client of webSockets.clients) client.terminate()
      webSockets.close()
      await http.close()
    },
  }
}

function addRoutes(http: FastifyInstance, answers: RecordedAnswers): void {
  http.get('/*', (request, reply) => {
    const path = request.raw.url ?? '/'
    const body = answers.find(path)
    reply.type('application/json; charset=utf-8')
    if (body !== undefined) return reply.send(body)
    const missing = path.startsWith('/api/')
      ? { error: 'NOT_FOUND', code: 5, message: 'not in the recording', details: [] }
      : { message: 'NotFound' }
    return reply.code(404).send(missing)
  })
}
