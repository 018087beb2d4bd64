import { brief } from './brief.ts'
import { defaultRules } from './default.ts'
import type { RuleSet } from './rule-set.ts'

/** The rule sets that come with the package, by name. */
export const presets: { readonly brief: RuleSet; readonly default: RuleSet } = { brief, default: defaultRules }

/** The preset of a name, `undefined` when there is none. */
export function presetNamed(name: string): RuleSet | undefined {
  return Object.values(presets).find((preset) => preset.name === name)
}
