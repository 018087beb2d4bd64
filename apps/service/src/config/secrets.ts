/** Settings that are not shown. */
const SECRETS: ReadonlySet<string> = new Set(['auth.token', 'auth.tokenSha256'])

/** What stands for a secret. */
export const REDACTED = '[redacted]'

/** Whether the value of a setting is not to be shown. */
export function isSecret(key: string): boolean {
  return SECRETS.has(key)
}

/** Settings without their secrets. */
export function redacted(value: unknown, key = ''): unknown {
  if (isSecret(key)) return value === undefined ? undefined : REDACTED
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner, key === '' ? name : `${key}.${name}`)]))
}
