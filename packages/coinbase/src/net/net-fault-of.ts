import { isObject, type JsonObject } from '../wire/json.ts'
import type { NetFault } from './net-fault.ts'

type PlainKind = 'dns' | 'refused' | 'unreachable' | 'timeout' | 'tls' | 'proxy' | 'http' | 'reset' | 'too-big' | 'local'

const KINDS: ReadonlyMap<string, PlainKind> = new Map<string, PlainKind>([
  ['ENOTFOUND', 'dns'],
  ['ENODATA', 'dns'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['ESOCKETTIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'reset'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'too-big'],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'too-big'],
  // A tunnel that the proxy refused: nothing else of ours is aborted without our own reason.
  ['UND_ERR_ABORTED', 'proxy'],
  ['UND_ERR_PRX_TLS', 'proxy'],
  // OpenSSL's names for what it finds wrong with a certificate have no common prefix.
  ['EPROTO', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['HOSTNAME_MISMATCH', 'tls'],
  ['INVALID_CA', 'tls'],
  ['INVALID_PURPOSE', 'tls'],
  ['PATH_LENGTH_EXCEEDED', 'tls'],
])

const PREFIXES: readonly (readonly [string, PlainKind])[] = [
  ['EAI_', 'dns'],
  ['CERT_', 'tls'],
  ['CRL_', 'tls'],
  ['UNABLE_TO_', 'tls'],
  ['ERR_TLS_', 'tls'],
  ['ERR_SSL_', 'tls'],
  ['HPE_', 'http'],
]

const PROTOCOL_ERROR = 1002
const LONGEST_DETAIL = 300

/**
 * What an error of Node's network, of undici or of ws means: told by its code, or by that of the first of its causes which has one
 * that is known. Total: whatever was thrown becomes a fault, `local` when it is none of the network's.
 */
export function netFaultOf(error: unknown): NetFault {
  for (const each of causesOf(error)) {
    const { code, name } = each
    if (name === 'TimeoutError') return { kind: 'timeout', detail: detailOf(each) }
    if (typeof code !== 'string') continue
    const kind = kindOf(code)
    if (kind !== undefined) return { kind, detail: detailOf(each), code }
    if (code.startsWith('WS_ERR_')) return { kind: 'closed', detail: detailOf(each), code: PROTOCOL_ERROR }
  }
  return { kind: 'local', detail: isObject(error) ? detailOf(error) : typeof error === 'string' ? oneLine(error) : 'unknown error' }
}

/**
 * As `netFaultOf`, for a connection that a proxy was to make: then it is the proxy's name that was looked up, and the proxy that was
 * dialled.
 */
export function proxiedFaultOf(error: unknown): NetFault {
  const fault = netFaultOf(error)
  return fault.kind === 'dns' || fault.kind === 'refused' || fault.kind === 'unreachable' ? { ...fault, kind: 'proxy' } : fault
}

/** An error and what caused it, outermost first; of several attempts to connect each one. */
function causesOf(error: unknown, depth = 0): readonly JsonObject[] {
  if (!isObject(error) || depth > 5) return []
  const parts: unknown[] = [error['cause'], ...(Array.isArray(error['errors']) ? error['errors'] : [])]
  return [error, ...parts.flatMap((part) => causesOf(part, depth + 1))]
}

function kindOf(code: string): PlainKind | undefined {
  return KINDS.get(code) ?? PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1]
}

/** An error of several attempts says nothing itself, nor does that of a fetch which something else made fail. */
function detailOf(error: JsonObject): string {
  const { cause, message: own } = error
  if (own === 'fetch failed' && isObject(cause)) return detailOf(cause)
  if (typeof own === 'string' && own !== '') return oneLine(own)
  const parts = Array.isArray(error['errors']) ? error['errors'] : []
  const messages = parts.flatMap((part) => (isObject(part) && typeof part['message'] === 'string' ? [part['message']] : []))
  return oneLine([...new Set(messages)].join('; ') || 'unknown error')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_DETAIL)
}
