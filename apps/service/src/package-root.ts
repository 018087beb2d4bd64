/** The folder of this package, from its sources and from what is built of them alike. */
export const packageRoot: URL = new URL('../', import.meta.url)
