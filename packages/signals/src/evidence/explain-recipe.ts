import { SECOND_US } from '@of/core'
import type { SummaryRow } from '../summary/summary.ts'
import { ruleSetHash } from '../rules/rule-set-hash.ts'
import type { SourceRecipe } from '../synthesizer/recipe.ts'
import { fixed } from '../text/number.ts'

/** What a source is made of, under its hash: rules and files of code each with theirs. */
export function madeOfRows(recipe: SourceRecipe, hash: string): SummaryRow[] {
  switch (recipe.kind) {
    case 'rules':
      return [{ label: 'Rule set', value: `${recipe.rules.name} ${hash}` }]
    case 'candles':
      return [{ label: 'Candles', value: `sha256 ${hash}`, note: optionsText(recipe.options) }]
    case 'factors':
      return [
        { label: 'Own factors', value: `${recipe.name} ${hash}`, note: recipe.factors.map(({ name }) => name).join(', ') },
        ...fileRows(recipe),
      ]
    case 'score':
      return [
        { label: 'Rules and factors', value: `sha256 ${hash}` },
        { label: 'Rule set', value: `${recipe.rules.name} ${ruleSetHash(recipe.rules)}` },
        { label: 'Own factors', value: recipe.factors.map(({ name }) => name).join(', ') },
        ...fileRows(recipe),
      ]
    case 'synthesis': {
      const { agreement, decisionThreshold, name, whenOneAbstains } = recipe
      const threshold = agreement === 'weighted' ? `, threshold ±${decisionThreshold}` : ''
      return [
        { label: 'Synthesis', value: `${name} ${hash}` },
        { label: 'Agreement', value: `${agreement}${threshold}`, note: `one abstaining: ${whenOneAbstains}${latchText(recipe)}` },
        ...recipe.sources.flatMap(({ recipe: part, weight }) => partRows(part, weight)),
      ]
    }
  }
}

function partRows(part: SourceRecipe, weight: number): SummaryRow[] {
  if (part.kind === 'rules') return [{ label: `Source, ${weight}`, value: `rule set ${part.rules.name} ${part.hash}` }]
  if (part.kind === 'candles') return [{ label: `Source, ${weight}`, value: 'candles', note: optionsText(part.options) }]
  if (part.kind === 'synthesis') return [{ label: `Source, ${weight}`, value: `synthesis ${part.name}`, note: part.agreement }]
  const factors = part.factors.map(({ name }) => name).join(', ')
  const value =
    part.kind === 'score' ? `rule set ${part.rules.name} ${ruleSetHash(part.rules)} with own factors` : `own factors ${part.name}`
  return [{ label: `Source, ${weight}`, value, note: factors }, ...fileRows(part)]
}

function fileRows({ files }: Extract<SourceRecipe, { readonly kind: 'factors' | 'score' }>): SummaryRow[] {
  if (files.length === 0) return [{ label: 'Code', value: '▲ not named', note: 'its file is not known', tone: 'warn' }]
  return files.map(({ name, sha256 }) => ({ label: `File ${name}`, value: `sha256 ${sha256}` }))
}

function latchText({
  latch: { cooldownUs = 0, keepAbove, minimumHoldUs = 0 },
}: Extract<SourceRecipe, { readonly kind: 'synthesis' }>): string {
  const kept = keepAbove === undefined ? '' : `, kept while beyond ±${keepAbove}`
  const held = minimumHoldUs === 0 ? '' : `, held at least ${fixed(minimumHoldUs / SECOND_US, 0)} s`
  return `${kept}${held}${cooldownUs === 0 ? '' : `, cools down ${fixed(cooldownUs / SECOND_US, 0)} s`}`
}

function optionsText(options: Readonly<Record<string, number>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
