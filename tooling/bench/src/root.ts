/** The folder of this package. */
export const root: URL = new URL('..', import.meta.url)
