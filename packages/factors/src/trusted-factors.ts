import type { Us } from '@of/core'
import type { CodeFile, Factor } from '@of/signals'
import { checkFactor, failureOf } from './check-factor.ts'
import { FactorFileError } from './factor-file-error.ts'
import { type FactorFile, loadFactors } from './load-factors.ts'
import { rehearsal } from './rehearsal.ts'

/** How factors will be run. */
export interface TrustOptions {
  /** How far moments of decision are apart. */
  readonly everyUs: Us
  /** Whether only those with a score are wanted, to be part of a signal: every file must have one. */
  readonly scored: boolean
}

/** Factors that have passed a rehearsal. */
export interface Trusted {
  /** Those that are wanted. */
  readonly factors: readonly Factor[]
  /** In the order in which they were named. */
  readonly files: readonly FactorFile[]
  /** Their names and hashes, as a recipe has them. */
  readonly code: readonly CodeFile[]
}

/**
 * Loads the factors of files and rehearses each on made-up moments. Rejects with a `FactorFileError` for a file that cannot be used, a name used twice, and
 * a factor that looks ahead, further back than it says, at a clock, chance or what it kept, or that fails.
 */
export async function trustedFactors(paths: readonly string[], options: TrustOptions): Promise<Trusted> {
  const files: FactorFile[] = []
  const names = new Set<string>()
  for (const path of paths) {
    const file = await loadFactors(path)
    const wanted = file.factors.filter(({ factor }) => !options.scored || factor.score !== undefined)
    if (wanted.length === 0) {
      const received = file.factors.map(({ factor }) => factor.name).join(', ')
      throw unfit(path, `expected a factor with score: { weight, bullish, bearish }, received ${received} without one`)
    }
    for (const { exported, factor } of wanted) {
      if (names.has(factor.name)) throw unfit(path, `export ${exported}: expected a name used once, received ${factor.name} again`)
      names.add(factor.name)
      rehearse(factor, path, options.everyUs)
    }
    files.push({ ...file, factors: wanted })
  }
  return trustedIn(files)
}

/** Several lots of trusted factors as one, a file that is in more than one of them once. */
export function allTrusted(lots: readonly Trusted[]): Trusted {
  const byPath = new Map(lots.flatMap(({ files }) => files).map((file) => [file.path, file]))
  return trustedIn([...byPath.values()])
}

function trustedIn(files: readonly FactorFile[]): Trusted {
  return {
    factors: files.flatMap((file) => file.factors.map(({ factor }) => factor)),
    files,
    code: files.map(({ name, sha256 }) => ({ name, sha256 })),
  }
}

function rehearse(factor: Factor, path: string, everyUs: Us): void {
  const moments = rehearsal({ everyUs, lookBackUs: factor.lookBackUs })
  const detail = failureOf(checkFactor(factor, moments[0]!.product, moments))
  if (detail === undefined) return
  throw new FactorFileError({ kind: 'refused', path, factor: factor.name, on: `${moments.length} made-up moments`, detail })
}

function unfit(path: string, detail: string): FactorFileError {
  return new FactorFileError({ kind: 'no-factor', path, detail })
}
