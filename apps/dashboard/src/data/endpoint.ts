/** Where the service is, and what it is asked with. */
export interface Endpoint {
  readonly url: string
  readonly token: string | undefined
}

const TOKEN_KEY = 'of.token'

/**
 * The service that the page came from. A token is taken from the address (`#token=…`), which no server is told, kept until the tab
 * is closed, and cut from the address.
 */
export function endpointOf(window: Window): Endpoint {
  const { history, location, sessionStorage } = window
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    sessionStorage.setItem(TOKEN_KEY, given)
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  return { url: location.origin, token: given ?? sessionStorage.getItem(TOKEN_KEY) ?? undefined }
}
