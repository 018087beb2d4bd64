/** Why a connection could not be made, or is no more. `detail` is one line for people; programs read the rest. */
export type NetFault =
  | {
      /** The name is not known (`ENOTFOUND`), or nobody can be asked for it (`EAI_AGAIN`). */
      readonly kind: 'dns'
      readonly detail: string
      readonly code?: string
    }
  | {
      /** Nobody listens there; no way leads there; no answer in time; the connection was torn down without a word. */
      readonly kind: 'refused' | 'unreachable' | 'timeout' | 'reset'
      readonly detail: string
      readonly code?: string
    }
  | {
      /** A certificate that is not trusted, or a peer that does not speak TLS. */
      readonly kind: 'tls'
      readonly detail: string
      readonly code?: string
    }
  | {
      /** The proxy could not be reached, or refused the way with `status`. */
      readonly kind: 'proxy'
      readonly detail: string
      readonly status?: number
      readonly code?: string
    }
  | {
      /** The server answered with an error, to a request or to the wish to upgrade; without `status` it did not speak HTTP. */
      readonly kind: 'http'
      readonly detail: string
      readonly status?: number
      readonly code?: string
    }
  | {
      /** A WebSocket was closed by the other side with a close frame, or (1006) without one; or it broke the protocol (1002, 1003, 1007). */
      readonly kind: 'closed'
      readonly detail: string
      readonly code: number
    }
  | {
      /** A message or a body larger than this side takes; a WebSocket's close code is then 1009. */
      readonly kind: 'too-big'
      readonly detail: string
      readonly code?: string | number
    }
  | {
      /** The connection stood, but nothing came through it. */
      readonly kind: 'silent'
      readonly detail: string
    }
  | {
      /** This side ended it, or could not begin: a malformed address, no descriptors left. */
      readonly kind: 'local'
      readonly detail: string
      readonly code?: string
    }

/** Why a request brought nothing usable. Of `http`, `detail` carries the venue's own message where it sent one. */
export type RequestFault =
  | NetFault
  | {
      /** Too many requests (status 429). */
      readonly kind: 'rate-limited'
      readonly detail: string
      readonly status: number
      /** What the venue asked to wait; nearly always it does not say. */
      readonly retryAfterMs?: number
    }
  | {
      /** The answer came whole and says something that is not understood. */
      readonly kind: 'unreadable-answer'
      readonly detail: string
    }

const WORDS: Readonly<Record<RequestFault['kind'], string>> = {
  dns: 'name not found',
  refused: 'connection refused',
  unreachable: 'host unreachable',
  timeout: 'timed out',
  reset: 'connection reset',
  tls: 'no trusted connection',
  proxy: 'proxy failed',
  http: 'error answer',
  closed: 'connection closed',
  'too-big': 'too big',
  silent: 'silent connection',
  local: 'ended on this side',
  'rate-limited': 'too many requests',
  'unreadable-answer': 'unreadable answer',
}

/** Says a fault in one line for people, with its status or close code; programs read `kind`. */
export function describeNetFault(fault: RequestFault): string {
  const number = 'status' in fault ? fault.status : fault.kind === 'closed' ? fault.code : undefined
  return number === undefined ? `${WORDS[fault.kind]}: ${fault.detail}` : `${WORDS[fault.kind]} (${number}): ${fault.detail}`
}
