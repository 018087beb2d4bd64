/** A place where two values differ, and what stands there. */
export interface Difference {
  /** Such as `factors[2].value`; empty for the whole. */
  readonly path: string
  readonly expected: unknown
  readonly received: unknown
}

/** Where two values differ to the last bit, in the order of their keys: zeros of different sign do, two NaN do not. Objects are compared by what they hold. */
export function differences(expected: unknown, received: unknown, path = ''): Difference[] {
  if (!isObject(expected) || !isObject(received) || Array.isArray(expected) !== Array.isArray(received)) {
    return Object.is(expected, received) ? [] : [{ path, expected, received }]
  }
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(received)])]
  const stem = path === '' ? '' : `${path}.`
  return keys.flatMap((key) => differences(expected[key], received[key], Array.isArray(expected) ? `${path}[${key}]` : `${stem}${key}`))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
