import { rangeOf, settings } from './keys.ts'

/** Every setting there is, for people: what it is, what it can be, what it is unless given, and its variable. */
export function settingsText(): string {
  return settings
    .map(({ key, schema, variable }) => {
      const unless =
        schema.default === undefined ? 'none' : typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)
      return `${key} · ${variable}\n    ${schema.description ?? ''}\n    ${rangeOf(schema) ?? 'text'}; ${unless} unless given\n`
    })
    .join('')
}
