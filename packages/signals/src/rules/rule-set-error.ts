/** One thing wrong with a rule set. */
export interface RuleSetIssue {
  /** Where, such as `factors[2].weight`; empty for the whole. */
  readonly path: string
  /** What was expected and what was received. */
  readonly message: string
}

/** A rule set that cannot be used. `issues` is for programs, `message` for people. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError'
  readonly issues: readonly RuleSetIssue[]

  constructor(issues: readonly RuleSetIssue[]) {
    super(`invalid rule set: ${issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`)
    this.issues = issues
  }
}
