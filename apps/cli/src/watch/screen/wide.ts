import type { Region } from '../../terminal/canvas.ts'

/** Columns from which a pane has room for sentences. */
const SENTENCES = 70

/** Whether a pane has room for sentences. */
export function isWide({ width }: Region): boolean {
  return width >= SENTENCES
}
