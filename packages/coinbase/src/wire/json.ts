/** An object of a JSON text, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a JSON value is an object, arrays excluded. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
