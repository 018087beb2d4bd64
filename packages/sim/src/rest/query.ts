import { SECOND_US, type Us } from '@of/core'

/** A whole number of a query: `undefined` if it is not given, NaN if it is none. */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN
}

/** A time of a query, in Unix seconds: `undefined` if it is not given, NaN if it is none. */
export function unixSeconds(query: URLSearchParams, name: string): Us | undefined {
  const seconds = wholeNumber(query, name)
  return seconds === undefined ? undefined : seconds * SECOND_US
}

/** A time of a query, in Unix seconds or as ISO 8601: `undefined` if it is not given, NaN if it is none. */
export function instant(query: URLSearchParams, name: string): Us | undefined {
  const text = query.get(name)
  if (text === null || text === '' || /^\d+$/.test(text)) return unixSeconds(query, name)
  return Date.parse(text) * 1000
}
