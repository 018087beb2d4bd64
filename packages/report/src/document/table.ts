import type { Evidence } from './figure.ts'

/** What stands in a table: words, or nothing with the reason for it. */
export type Cell = string | { readonly missing: string }

/** A column and how it is set: words to the left, numbers to the right. */
export interface Column {
  readonly name: string
  readonly align: 'left' | 'right'
}

/** Numbers as text, each row as long as there are columns. */
export interface Table {
  readonly title: string
  /** What the table shows, in one sentence made from its numbers. */
  readonly says?: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  readonly evidence: Evidence
}
