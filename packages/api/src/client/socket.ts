/** What of a WebSocket the stream needs: a browser's, that of Node.js 22 or later, or that of `ws`. */
export interface SocketLike {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close' | 'error', listener: () => void): void
  send(text: string): void
  close(code?: number, reason?: string): void
}

/** Dials a WebSocket. */
export type SocketFactory = (url: string, protocols: readonly string[]) => SocketLike

/** The subprotocol of the stream. */
export const STREAM_PROTOCOL = 'of.v1'

/** What a subprotocol begins with that carries a token, base64url: a browser can send no header with a WebSocket. */
export const TOKEN_PROTOCOL = 'of.token.'

/** The platform's own WebSocket. Throws where there is none. */
export const platformSocket: SocketFactory = (url, protocols) => {
  // Node.js 20 has none, and not every set of types knows of it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { WebSocket } = globalThis as { readonly WebSocket?: new (url: string, protocols: string[]) => SocketLike }
  if (WebSocket === undefined) throw new TypeError('stream: expected a platform with WebSocket, or a socket handed in')
  return new WebSocket(url, [...protocols])
}

/** The subprotocols that are offered. */
export function protocolsOf(token: string | undefined): readonly string[] {
  return token === undefined ? [STREAM_PROTOCOL] : [STREAM_PROTOCOL, `${TOKEN_PROTOCOL}${base64Url(token)}`]
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
