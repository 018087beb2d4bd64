import { lookup } from 'node:dns/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { dialWebSocket, type NetFault, netFaultOf } from '@of/coinbase'
import { SECOND_US } from '@of/core'
import { msText } from '../words.ts'

/** How one step of a way came out. */
export type Step = { readonly ok: true; readonly detail: string } | { readonly ok: false; readonly fault: NetFault }

/** A host and a port. */
export interface Place {
  readonly host: string
  readonly port: number
}

const STEP_MS = 5_000

/** The addresses of a name. */
export async function dnsStep({ host }: Place): Promise<Step> {
  if (isIP(host) !== 0) return { ok: true, detail: `${host} is an address` }
  return await timed(async () => {
    const found = await lookup(host, { all: true })
    return found.map(({ address }) => address).join(', ')
  })
}

/** Whether somebody listens there. */
export async function tcpStep({ host, port }: Place): Promise<Step> {
  return await timed(async () => {
    const socket = connectTcp({ host, port })
    await opened(socket, 'connect')
    const { remoteAddress = host } = socket
    socket.destroy()
    return `${remoteAddress} port ${port}`
  })
}

/** Whether the other side speaks TLS and shows a certificate that is trusted. */
export async function tlsStep({ host, port }: Place): Promise<Step> {
  return await timed(async () => {
    const socket = connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
    await opened(socket, 'secureConnect')
    const { issuer, valid_to: until } = socket.getPeerCertificate()
    const protocol = socket.getProtocol() ?? 'TLS'
    socket.destroy()
    const by = issuer?.O === undefined ? '' : `, certificate of ${[issuer.O].flat().join(', ')} until ${until}`
    return `${protocol.replace('v', ' ')}${by}`
  })
}

/** Whether a WebSocket opens there, through the proxy if there is one. */
export async function upgradeStep(url: string): Promise<Step> {
  const startMs = performance.now()
  return await new Promise((resolve) => {
    const socket = dialWebSocket(
      url,
      {
        onOpen: () => {
          resolve({ ok: true, detail: `${url}, ${elapsed(startMs)}` })
          socket.terminate()
        },
        onText: () => {},
        onClose: (fault) => resolve({ ok: false, fault }),
      },
      { handshakeTimeoutMs: 2 * STEP_MS },
    )
  })
}

/** Runs a step and says how long it took. */
export async function timed(run: () => Promise<string>): Promise<Step> {
  const startMs = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException(`no answer within ${STEP_MS / 1_000} s`, 'TimeoutError')), STEP_MS)
  })
  try {
    const detail = await Promise.race([run(), late])
    return { ok: true, detail: `${detail}, ${elapsed(startMs)}` }
  } catch (error) {
    return { ok: false, fault: netFaultOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

function elapsed(startMs: number): string {
  return msText(((performance.now() - startMs) / 1_000) * SECOND_US)
}

/** Waits for a socket to be open; one that never is, is freed. */
async function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), STEP_MS)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(event, resolve)
      socket.once('error', reject)
    })
  } finally {
    clearTimeout(timer)
    socket.on('error', () => {})
  }
}
