import type { Bar, Us } from '@of/core'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../text/canonical-json.ts'
import type { BarsEvidence } from './bundle.ts'

/** Keeps account of the bars that a source is shown. */
export class BarTrail {
  readonly #hash = sha256.create()
  #count = 0
  #firstUs: Us | null = null
  #lastUs: Us | null = null

  /** Takes in bars, oldest first. */
  add(bars: readonly Bar[]): void {
    for (const bar of bars) {
      this.#hash.update(utf8ToBytes(`${canonicalJson(bar)}\n`))
      this.#count += 1
      this.#firstUs ??= bar.startUs
      this.#lastUs = bar.endUs
    }
  }

  /** What was shown so far. */
  evidence(): BarsEvidence {
    return { count: this.#count, firstUs: this.#firstUs, lastUs: this.#lastUs, content: bytesToHex(this.#hash.clone().digest()) }
  }
}
