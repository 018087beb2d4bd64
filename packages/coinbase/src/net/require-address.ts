/** What an address must begin with: `ws` of a WebSocket, `http` of REST; with an `s` behind it the connection is encrypted. */
type Scheme = 'ws' | 'http'

/** Throws a RangeError for an address that nobody can be reached at. `name` is that of the option it was given as. */
export function requireAddress(name: string, address: string | undefined, scheme: Scheme): void {
  if (address === undefined) return
  const protocol = URL.canParse(address) ? new URL(address).protocol : ''
  if (protocol !== `${scheme}:` && protocol !== `${scheme}s:`)
    throw new RangeError(`${name}: expected ${scheme}://… or ${scheme}s://…, received ${address}`)
}
