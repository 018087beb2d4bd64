/** The two hosts that requests go to; Coinbase's unless given. */
export interface Hosts {
  /** Of Advanced Trade's REST, without path. */
  readonly restUrl?: string
  /** Of Exchange's REST, without path: the only one that pages trades by id. */
  readonly exchangeUrl?: string
}

const REST_URL = 'https://api.coinbase.com'
const EXCHANGE_URL = 'https://api.exchange.coinbase.com'
const COINBASE = /(^|\.)coinbase\.com$/

/** The hosts that belong to the address of a WebSocket: Coinbase's to Coinbase's, of any other its own, where none is given. */
export function hostsOf({ url, ...given }: Hosts & { readonly url?: string }): Hosts {
  if (url === undefined || !URL.canParse(url)) return given
  const { protocol, hostname, host } = new URL(url)
  if (COINBASE.test(hostname)) return given
  const own = `${protocol === 'wss:' ? 'https:' : 'http:'}//${host}`
  return { restUrl: own, exchangeUrl: own, ...given }
}

/** The whole address of a path: Advanced Trade's begin with `/api/`, all others are Exchange's. */
export function addressOf(path: string, { restUrl = REST_URL, exchangeUrl = EXCHANGE_URL }: Hosts): URL {
  return new URL(path, path.startsWith('/api/') ? restUrl : exchangeUrl)
}
