/** One setting that cannot be. */
export interface ConfigIssue {
  /** Its key, dotted. */
  readonly key: string
  /** Where it was given: a file, a variable, a flag. */
  readonly from: string
  /** What it was; secrets are left out. */
  readonly received: string
  /** What it can be. */
  readonly expected: string
}

/** Settings that cannot be. `issues` is for programs, `message` for people. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly issues: readonly ConfigIssue[]

  constructor(issues: readonly ConfigIssue[]) {
    super(issues.map(({ expected, from, key, received }) => `${key}: expected ${expected}, received ${received} (${from})`).join('\n'))
    this.issues = issues
  }
}
