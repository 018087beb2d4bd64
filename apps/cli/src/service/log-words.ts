/** A line of the service's log as a person reads it: when, what, and about what. */
export function logWords(line: string): string {
  const logged: Readonly<Record<string, unknown>> = JSON.parse(line)
  const { level: _level, msg, time, ...fields } = logged
  const about = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name} ${textOf(value)}`]))
  return [`${String(time).slice(11, 19)}Z ${String(msg)}`, ...about].join(' · ')
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
