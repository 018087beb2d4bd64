// The library has no types of its own, and whoever reads this file's source needs those that stand beside it.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./proxy-from-env.d.ts" />
import { getProxyForUrl } from 'proxy-from-env'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The proxy the environment names for an address, `undefined` for a direct way. A WebSocket goes the way of the HTTP that it begins as,
 * and nothing on this machine goes through a proxy.
 */
export function proxyFor(url: string): string | undefined {
  const web = url.replace(/^ws/, 'http')
  if (!URL.canParse(web)) return undefined
  const address = new URL(web)
  if (isLoopback(address.hostname)) return undefined
  const proxy = getProxyForUrl(address)
  return proxy === '' ? undefined : proxy
}

/** Whether a host, as an address names it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}
