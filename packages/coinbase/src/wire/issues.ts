import type * as z from 'zod'

const MOST_ISSUES = 5
const LONGEST_ISSUE = 160

/** What a schema found wrong, one short line each with the path it was found at; the first five. */
export function issueLines(error: z.ZodError): readonly string[] {
  return error.issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const sentence = message.charAt(0).toLowerCase() + message.slice(1)
    return (path.length === 0 ? sentence : `${path.join('.')}: ${sentence}`).slice(0, LONGEST_ISSUE)
  })
}
