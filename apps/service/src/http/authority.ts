import { isIP } from 'node:net'

/** The name that a Host header or an origin speaks of, without port, in lower case; `undefined` where it is no such thing. */
export function hostnameOf(authority: string): string | undefined {
  if (!/^[\w.:[\]-]{1,255}$/.test(authority)) return undefined
  try {
    return new URL(`http://${authority}`).hostname
  } catch {
    return undefined
  }
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}

/**
 * Whether a request may call the service by this name. Under a name of its own a page elsewhere could reach a service on loopback as if it
 * were its own origin, once that name resolves to 127.0.0.1 (DNS rebinding): only names that are known are served.
 */
export function isKnownHost(
  authority: string | undefined,
  { allowed, bound }: { readonly bound: string; readonly allowed: readonly string[] },
): boolean {
  const name = authority === undefined ? undefined : hostnameOf(authority)
  if (name === undefined) return false
  if (isLoopback(name)) return true
  if (allowed.some((host) => host.toLowerCase() === name)) return true
  // An address cannot be made to point elsewhere.
  return !isLoopback(bound) && (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || name === bound)
}
