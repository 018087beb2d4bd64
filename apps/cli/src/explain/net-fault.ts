import type { NetFault, RequestFault } from '@of/coinbase'
import { exitCodes } from '../exit-codes.ts'
import type { Explanation } from './explanation.ts'

/** What of an explanation differs from fault to fault. */
interface Advice {
  readonly meaning: readonly string[]
  readonly remedies: Explanation['remedies']
  readonly code: string
}

const COINBASE_HOST = 'advanced-trade-ws.coinbase.com'
const PROBE = ['of doctor --net', 'checks DNS, proxy, TLS one by one'] as const
const SIMULATE = ['of demo --source sim', 'the built-in simulator, marked SIMULATED'] as const
const STATUS = ['https://status.coinbase.com', 'tells whether it is down for all'] as const
const PROXY = ['HTTPS_PROXY=http://host:port of …', 'goes through a proxy'] as const

/** What cannot be reached, and why, in one line. `url` is of the WebSocket; Coinbase's where there is none. */
export function unreachableText(url: string | undefined, fault: RequestFault): string {
  const host = hostOf(url)
  return `cannot reach ${url === undefined || host.endsWith('coinbase.com') ? 'Coinbase' : host} (${briefFault(fault, host)})`
}

const briefly: Partial<Readonly<Record<RequestFault['kind'], string>>> = {
  refused: 'connection refused',
  unreachable: 'no way leads there',
  timeout: 'no answer in time',
  reset: 'connection reset',
  'too-big': 'a message too big',
  silent: 'silence',
}

/** Why a connection or an answer did not come, in a few words. */
export function briefFault(fault: RequestFault, host: string): string {
  switch (fault.kind) {
    case 'dns':
      return isTemporary(fault) ? `DNS: nobody answers for ${host}` : `DNS: ${host} not found`
    case 'tls':
      return `TLS: ${fault.code ?? fault.detail}`
    case 'proxy':
      return `proxy: ${fault.status === undefined ? (fault.code ?? fault.detail) : `status ${fault.status}`}`
    case 'http':
    case 'rate-limited':
      return fault.status === undefined ? 'no HTTP was spoken' : `status ${fault.status}`
    case 'closed':
      return `closed with ${fault.code}`
    default:
      return briefly[fault.kind] ?? fault.detail
  }
}

/** What a fault of the network means, and what can be done. */
export function explainNet(fault: RequestFault, url: string | undefined): Omit<Explanation, 'summary'> {
  const { remedies, ...advice } = adviceOn(fault)
  const isOurs = url !== undefined && isLoopback(hostnameOf(url))
  return { ...advice, remedies: isOurs ? ownRemedies(fault, url, remedies) : remedies, exitCode: exitCodes.unavailable }
}

/** Whether trying once more is of no use: what is wrong is a setting, not a moment. */
export function isHopeless(fault: NetFault): boolean {
  if (fault.kind === 'http') return fault.status === 401 || fault.status === 403 || fault.status === 451
  return fault.kind === 'dns' || fault.kind === 'tls' || fault.kind === 'proxy' || fault.kind === 'local'
}

type PlainKind = Exclude<RequestFault['kind'], 'dns' | 'proxy' | 'http' | 'rate-limited' | 'closed'>

/** Of faults that say the same whatever they carry. */
const plainAdvice: Readonly<Record<PlainKind, Advice>> = {
  refused: {
    meaning: ['The machine is there, but nothing listens on that port, or a firewall says no.'],
    remedies: [PROBE, PROXY, SIMULATE],
    code: 'E_NET_REFUSED',
  },
  unreachable: {
    meaning: ['This machine has no route to that address: it is offline, or the network does not let it out.'],
    remedies: [PROBE, PROXY, SIMULATE],
    code: 'E_NET_UNREACHABLE',
  },
  timeout: {
    meaning: ['Nothing answered. A firewall that drops packets looks like this, and so does a venue that is down.'],
    remedies: [PROBE, PROXY, STATUS],
    code: 'E_NET_TIMEOUT',
  },
  reset: {
    meaning: ['The connection was torn down without a word, as firewalls and overloaded servers do.'],
    remedies: [PROBE, SIMULATE],
    code: 'E_NET_RESET',
  },
  tls: {
    meaning: [
      'The certificate of the other side is not trusted, or it does not speak TLS.',
      'A company proxy that looks into connections, or a clock that is wrong, is the usual cause.',
    ],
    remedies: [
      ['NODE_EXTRA_CA_CERTS=ca.pem of …', "trusts the company's certificate as well"],
      ['date -u', 'shows the clock of this machine'],
      PROBE,
    ],
    code: 'E_NET_TLS',
  },
  'too-big': { meaning: ['The other side sends messages larger than any the venue sends.'], remedies: [PROBE], code: 'E_NET_TOO_BIG' },
  silent: { meaning: ['The connection stands, but nothing comes through it.'], remedies: [PROBE], code: 'E_NET_SILENT' },
  local: {
    meaning: ['The connection ended on this side: the address, or this machine, does not allow it.'],
    remedies: [PROBE],
    code: 'E_NET_LOCAL',
  },
  'unreadable-answer': {
    meaning: ['The answer is not one of the venue: something else answers there.'],
    remedies: [PROBE],
    code: 'E_HTTP_ANSWER',
  },
}

function adviceOn(fault: RequestFault): Advice {
  switch (fault.kind) {
    case 'dns': {
      const meaning = isTemporary(fault)
        ? 'No name server answers this machine. It may be offline. It is not a problem with your key.'
        : 'This machine cannot resolve the name. It is not a problem with your key.'
      return { meaning: [meaning], remedies: [PROBE, PROXY, SIMULATE], code: 'E_NET_DNS' }
    }
    case 'proxy':
      return proxyAdvice(fault)
    case 'http':
    case 'rate-limited':
      return httpAdvice(fault.status)
    case 'closed':
      return {
        meaning: [`The other side closed the connection with code ${fault.code}.`],
        remedies: [PROBE, SIMULATE],
        code: 'E_NET_CLOSED',
      }
    default:
      return plainAdvice[fault.kind]
  }
}

function proxyAdvice({ status }: Extract<NetFault, { readonly kind: 'proxy' }>): Advice {
  const meaning =
    status === 407
      ? 'The proxy that the environment names wants a name and a password.'
      : status === undefined
        ? 'The proxy that the environment names cannot be reached or used.'
        : 'The proxy that the environment names refuses the way to the venue.'
  return {
    meaning: [meaning],
    remedies: [
      ['env | grep -i proxy', 'shows which it is'],
      status === 407
        ? ['HTTPS_PROXY=http://name:password@host:port of …', 'says who asks']
        : ['NO_PROXY=.coinbase.com of …', 'goes there directly'],
      PROBE,
    ],
    code: 'E_NET_PROXY',
  }
}

function httpAdvice(status: number | undefined): Advice {
  switch (status) {
    case undefined:
      return { meaning: ['Something listens there, but it does not speak HTTP.'], remedies: [PROBE], code: 'E_HTTP' }
    case 401:
      return {
        meaning: ['The key was not accepted. Market data needs none.'],
        remedies: [
          ['env -u COINBASE_KEY_NAME -u COINBASE_KEY_SECRET of …', 'goes without a key'],
          ['of doctor', 'compares the clock of this machine: a key is refused when it is wrong'],
        ],
        code: 'E_HTTP_401',
      }
    case 403:
      return {
        meaning: ['The venue, or something before it, refuses this address.'],
        remedies: [PROBE, PROXY, SIMULATE],
        code: 'E_HTTP_403',
      }
    case 429:
      return {
        meaning: ['Too many connections or requests from this address: the venue counts all programs together.'],
        remedies: [['sleep 60', 'then the same command again'], SIMULATE],
        code: 'E_HTTP_429',
      }
    case 451:
      return {
        meaning: ['The venue does not serve the place that this address belongs to, for legal reasons.'],
        remedies: [SIMULATE],
        code: 'E_HTTP_451',
      }
    default:
      return {
        meaning: [
          status >= 500 ? 'The venue, or a proxy before it, is in trouble.' : 'The other side is no venue that this program knows.',
        ],
        remedies: status >= 500 ? [STATUS, PROBE, SIMULATE] : [PROBE],
        code: `E_HTTP_${status}`,
      }
  }
}

/** On this machine neither proxies nor the venue's status are of any help. */
function ownRemedies(fault: RequestFault, url: string, remedies: Explanation['remedies']): Explanation['remedies'] {
  const { port } = new URL(url)
  if (fault.kind === 'refused') return [[`of sim${port === '' ? '' : ` --port ${port}`}`, 'starts a simulated venue there']]
  return remedies.some((remedy) => remedy === PROBE) ? [[`of doctor --net --url ${url}`, 'checks each step of the way']] : []
}

/** `EAI_AGAIN`: no name server could be asked, which says nothing of the name. */
function isTemporary(fault: Extract<NetFault, { readonly kind: 'dns' }>): boolean {
  return fault.code === 'EAI_AGAIN'
}

function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : COINBASE_HOST
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
