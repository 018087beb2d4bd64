import type { SocketLike } from '@of/api'
import { WebSocket } from 'ws'
import type { ConfigInput } from '../config/config.ts'
import { createLogger } from '../logs.ts'
import { type RunningService, type ServicePorts, startService } from '../service/start-service.ts'

/** A service on the simulator, on loopback and a free port. */
export async function runningService(config: ConfigInput = {}, ports: ServicePorts = {}): Promise<RunningService> {
  const http = { ...config.http, port: 0 }
  return await startService(
    { source: 'sim', products: ['BTC-USD', 'ETH-USD'], ...config, http },
    { logger: createLogger('silent'), ...ports },
  )
}

/** The socket of `ws`, as the stream's client takes it. */
export function wsSocket(url: string, protocols: readonly string[]): SocketLike {
  return new WebSocket(url, [...protocols])
}
