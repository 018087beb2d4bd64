import { FactorFileError, trustedFactors } from '@of/factors'
import { flowSource, presets, scoreSource } from '@of/signals'

const minute = { everyUs: 60_000_000, scored: true }
const { code, factors, files } = await trustedFactors(['packages/signals/examples/own-factor.mjs'], minute)
for (const { factors: own, name } of files) console.log(name, 'holds', own.map(({ exported }) => exported).join(', '))

const alone = flowSource(presets.default)
const together = scoreSource({ ruleSet: presets.default, factors, files: code })
console.log(alone.name, '→', together.name)

try {
  await trustedFactors(['packages/factors/examples/peeking.mjs'], minute)
} catch (error) {
  if (error instanceof FactorFileError) console.log(error.fault.kind, error.message)
}
