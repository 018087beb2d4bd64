import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from '../root.ts'

/** Instructions a frame, by contestant. */
export type Counts = Readonly<Record<string, number>>

/** Counts and the Node they were counted on, by its major version. */
export type Baseline = Readonly<Record<string, { readonly node: string; readonly instructionsPerFrame: Counts }>>

const path = fileURLToPath(new URL('baseline/instructions.json', root))

/** What was counted when it was last written down; empty before the first time. */
export function readBaseline(): Baseline {
  const written: Baseline = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  return written
}

/** Writes counts of a Node down beside those of others. */
export function writeBaseline(node: string, instructionsPerFrame: Counts): void {
  const baseline = { ...readBaseline(), [majorOf(node)]: { node, instructionsPerFrame } }
  writeFileSync(path, `${JSON.stringify(baseline, undefined, 2)}\n`)
}

/** The major version of a Node, such as `24` of `v24.21.0`. */
export function majorOf(node: string): string {
  return node.replace(/^v/, '').split('.')[0]!
}

/** What has become slower than was written down by more than the tolerance, a line each. */
export function regressions(before: Counts, now: Counts, tolerance: number): string[] {
  return Object.entries(before).flatMap(([name, expected]) => {
    const received = now[name]
    if (received === undefined) return [`${name}: expected ${Math.round(expected)} instructions a frame, received none`]
    if (received <= expected * (1 + tolerance)) return []
    return [`${name}: expected at most ${Math.round(expected * (1 + tolerance))} instructions a frame, received ${Math.round(received)}`]
  })
}
