import { recordOf } from '@of/core'
import { CHECK_NAMES, type CheckCount, type CheckName } from './feed-health.ts'

interface Count {
  checked: number
  passed: number
  failed: number
  note?: string
}

/** How often each check was made, and how often it found something. */
export class CheckCounts {
  readonly #counts = new Map<CheckName, Count>(CHECK_NAMES.map((name) => [name, { checked: 0, passed: 0, failed: 0 }]))

  /** Takes in `times` outcomes of a check. */
  add(name: CheckName, outcome: 'passed' | 'failed', times = 1): void {
    const count = this.#counts.get(name)!
    count.checked += times
    count[outcome] += times
  }

  /** Says something of a check that its counts do not tell. */
  note(name: CheckName, note: string): void {
    this.#counts.get(name)!.note = note
  }

  /** The counts as they are now. */
  read(): Readonly<Record<CheckName, CheckCount>> {
    return recordOf(CHECK_NAMES, (name) => ({ ...this.#counts.get(name)! }))
  }
}
