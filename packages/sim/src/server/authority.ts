import type { AddressInfo } from 'node:net'

/** The host and port of a listening server, as they stand in its URLs. */
export function authority(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new TypeError('simulator: expected the server to listen on a port')
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`
}
