type Environment = Readonly<Record<string, string | undefined>>

/** A proxy, and the variable that names it. */
export interface NamedProxy {
  readonly variable: string
  readonly url: string
}

/** The proxy that the environment names for an address; `undefined` for a direct way. Lower-case names come first, as programs have it. */
export function proxyFor(url: string, environment: Environment): NamedProxy | undefined {
  const { hostname, port, protocol } = new URL(url.replace(/^ws/, 'http'))
  if (/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) || isExcepted({ hostname, port, protocol }, environment)) return undefined
  for (const name of [`${protocol.slice(0, -1)}_proxy`, 'all_proxy']) {
    for (const variable of [name, name.toUpperCase()]) {
      const named = environment[variable] ?? ''
      if (named !== '') return { variable, url: named.includes('://') ? named : `${protocol}//${named}` }
    }
  }
  return undefined
}

/** Whether `NO_PROXY` lists the host: by its name, by the end of it, by `*`, perhaps with a port. */
function isExcepted({ hostname, port, protocol }: { hostname: string; port: string; protocol: string }, environment: Environment): boolean {
  const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  const list = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '').toLowerCase().split(/[\s,]+/)
  return list.some((entry) => {
    if (entry === '*') return true
    const [, host = '', onPort = ownPort] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? []
    if (host === '' || onPort !== ownPort) return false
    const end = host.replace(/^\*/, '')
    return end.startsWith('.') ? hostname.endsWith(end) : hostname === end
  })
}
