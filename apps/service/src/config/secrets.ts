/** Settings that are not shown, places in lists left out. */
const SECRETS: ReadonlySet<string> = new Set(['auth.token', 'auth.tokenSha256', 'alerts.webhooks.secret'])

/** What stands for a secret. */
export const REDACTED = '[redacted]'

/** Whether the value of a setting is not to be shown. */
export function isSecret(key: string): boolean {
  return SECRETS.has(key.replaceAll(/\.\d+(?=\.|$)/g, ''))
}

/** Settings without their secrets, and without users in addresses. */
export function redacted(value: unknown, key = ''): unknown {
  if (isSecret(key)) return value === undefined ? undefined : REDACTED
  const within = (name: string | number): string => (key === '' ? String(name) : `${key}.${name}`)
  if (typeof value === 'string') return value.replace(/^(\w+:\/\/)[^/?#]*@/, `$1${REDACTED}@`)
  if (Array.isArray(value)) return value.map((inner: unknown, at) => redacted(inner, within(at)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner, within(name))]))
}
