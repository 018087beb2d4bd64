import { type ConfigInput, createLogger, startService } from '@of/service'
import fastify from 'fastify'

const HOUR_MS = 3_600_000

/** Runs a service until the process is told to end. Prints its address. SIGUSR2 sets its clock an hour ahead, SIGHUP two hours back. */
export async function serveService(config: ConfigInput): Promise<void> {
  const realMs = Date.now
  let aheadMs = 0
  Date.now = () => realMs() + aheadMs
  process.on('SIGUSR2', () => (aheadMs += HOUR_MS))
  process.on('SIGHUP', () => (aheadMs -= 2 * HOUR_MS))
  const service = await startService(config, { logger: createLogger('error') })
  process.stdout.write(`${service.url}\n`)
  process.once('SIGTERM', () => void service.close())
}

/** The bare framework, which answers any path with a constant of a length, until the process is told to end. Prints its address. */
export async function serveConstant(bytes: number): Promise<void> {
  const app = fastify()
  const text = JSON.stringify({ data: 'x'.repeat(Math.max(0, bytes - 11)) })
  app.get('/*', (_request, reply) => reply.type('application/json; charset=utf-8').send(text))
  process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
  process.once('SIGTERM', () => void app.close())
}
