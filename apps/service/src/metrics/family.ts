/** A value, and what tells it from others of its name. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

/** What is measured under one name. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly read: () => Iterable<Sample>
}
