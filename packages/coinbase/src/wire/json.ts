/** An object of a JSON text, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** What a text of JSON says; `undefined`, which JSON cannot say, for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a JSON value is an object, arrays excluded. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
