import type { Agent } from 'node:http'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { NetFault } from './net-fault.ts'

/** How a tunnel ends before it leads anywhere. */
export interface TunnelOptions {
  /** Frees the connection to a proxy that has not answered yet. */
  readonly signal: AbortSignal
  /** The proxy said no: its answer is otherwise taken for one of the server behind it. */
  readonly onRefused: (fault: NetFault) => void
}

/** The way of a WebSocket through a proxy; throws a `RangeError` for a proxy of another kind than HTTP's. */
export function tunnelThrough(proxy: string, { signal, onRefused }: TunnelOptions): Agent {
  const { protocol } = new URL(proxy)
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new RangeError(`expected a proxy of http: or https:, received one of ${protocol}`)
  const agent = new HttpsProxyAgent(proxy, { signal })
  agent.on('proxyConnect', ({ statusCode, statusText }: { readonly statusCode: number; readonly statusText: string }) => {
    if (statusCode !== 200) onRefused({ kind: 'proxy', detail: `no tunnel: ${statusText}`, status: statusCode })
  })
  return agent
}
