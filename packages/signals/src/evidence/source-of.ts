import { candleBaseline } from '../baseline/candle-baseline.ts'
import { factorSource } from '../factors/factor-source.ts'
import type { Factor } from '../factors/factor.ts'
import { scoreSource } from '../factors/score-source.ts'
import { flowSource } from '../synthesizer/flow-source.ts'
import type { CodeFile, FactorRecipe, SourceRecipe } from '../synthesizer/recipe.ts'
import { signalSynthesizer } from '../synthesizer/signal-synthesizer.ts'
import type { SignalSource } from '../synthesizer/source.ts'

/** A file of factors, and what it exports. */
export interface FactorCode {
  readonly file: CodeFile
  readonly factors: readonly Factor[]
}

/**
 * A source like the one that a recipe is of. What the code at hand is, the new one's own recipe says: it is the same as the recipe only where the code is.
 *
 * Rejects with a `RuleSetError`, a `FactorError` or a `RangeError` for a recipe that no source can be made of, the last also where code is missing.
 */
export async function sourceOf(recipe: SourceRecipe, code: readonly FactorCode[] = []): Promise<SignalSource> {
  switch (recipe.kind) {
    case 'rules':
      return flowSource(recipe.rules)
    case 'candles':
      return await candleBaseline(recipe.options)
    case 'factors':
      return factorSource({ name: recipe.name, decisionThreshold: recipe.decisionThreshold, ...factorsOf(recipe, code) })
    case 'score':
      // The service goes on without a factor that fails, and says so in its line.
      return scoreSource({ ruleSet: recipe.rules, ...factorsOf(recipe, code), onFailure: () => undefined })
    case 'synthesis': {
      const { agreement, decisionThreshold, latch, name, whenOneAbstains } = recipe
      const made = recipe.sources.map(async (part) => ({ weight: part.weight, source: await sourceOf(part.recipe, code) }))
      const weighted = agreement === 'weighted' ? { decisionThreshold } : {}
      return signalSynthesizer({ name, agreement, whenOneAbstains, ...weighted, ...latch, sources: await Promise.all(made) })
    }
  }
}

/** The factors of a recipe in the code at hand: of the files that it names, of any where it names none. */
function factorsOf(
  { factors, files }: { readonly factors: readonly FactorRecipe[]; readonly files: readonly CodeFile[] },
  code: readonly FactorCode[],
): { readonly factors: readonly Factor[]; readonly files: readonly CodeFile[] } {
  const used = files.length === 0 ? code : files.flatMap(({ name }) => code.find(({ file }) => file.name === name) ?? [])
  return {
    factors: factors.map(({ name }) => factorNamed(name, used, files)),
    files: files.length === 0 ? [] : used.map(({ file }) => file),
  }
}

function factorNamed(name: string, code: readonly FactorCode[], files: readonly CodeFile[]): Factor {
  for (const { factors } of code) {
    const found = factors.find((factor) => factor.name === name)
    if (found !== undefined) return found
  }
  const expected = `the code of factor ${name}${files.length === 0 ? '' : ` in ${files.map((file) => file.name).join(', ')}`}`
  throw new RangeError(`expected ${expected}, received ${code.map(({ file }) => file.name).join(', ') || 'none'}`)
}
