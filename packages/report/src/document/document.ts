import type { Figure } from './figure.ts'
import type { Table } from './table.ts'

/** A name and what it names: a line under the title. */
export interface Fact {
  readonly name: string
  readonly value: string
}

/** What one result was made from. */
export interface Input {
  /** Which result: `study of BTC-USD`. */
  readonly of: string
  readonly facts: readonly Fact[]
}

/** Where the data is from. `unstated`: its maker did not say, and the page says so. */
export type Origin = 'market' | 'simulated' | 'unstated'

/** What was decided, and on what grounds. */
export interface Verdict {
  /** In capitals, as the command prints it: `GO`, `NO-GO`, `NOT ENOUGH DATA`. */
  readonly word: string
  readonly tone: 'good' | 'bad' | 'open'
  /** What was judged. */
  readonly of: string
  readonly reasons: readonly string[]
}

/** One thing that was measured. */
export interface Section {
  readonly heading: string
  /** What was found, in one sentence made from the numbers. */
  readonly claim: string
  readonly figures: readonly Figure[]
  readonly tables: readonly Table[]
  /** What limits the claim. */
  readonly notes: readonly string[]
}

/** Measurements made fit to be shown, whoever made them. Plain data. */
export interface ReportDocument {
  readonly title: string
  readonly origin: Origin
  /** What was read, with what, under which rules. */
  readonly inputs: readonly Input[]
  readonly verdicts: readonly Verdict[]
  readonly sections: readonly Section[]
}
