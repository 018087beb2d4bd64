import type * as z from 'zod'

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
}

/** What zod expected of a value, in words, with nothing of what it received. */
export function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map(String).join(', ')
    case 'too_small':
      return sized(issue.origin, issue.inclusive === false ? `more than ${issue.minimum}` : `at least ${issue.minimum}`)
    case 'too_big':
      return sized(issue.origin, issue.inclusive === false ? `less than ${issue.maximum}` : `at most ${issue.maximum}`)
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined ? issue.options.map(String).join(', ') : 'one of its forms'
    case 'invalid_format':
      return issue.pattern === undefined ? issue.format : `text like ${issue.pattern}`
    default:
      return issue.message
  }
}

function sized(origin: string, bound: string): string {
  if (origin === 'string') return `text of ${bound} characters`
  return origin === 'array' ? `a list of ${bound}` : `a number of ${bound}`
}
