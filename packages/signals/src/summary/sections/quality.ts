import { shortHash } from '../../rules/rule-set-hash.ts'
import type { SummaryInput, SummarySection } from '../summary.ts'

/** The state of the sources, and the rule set that was scored with. */
export function qualitySection({ quality = [], signal: { ruleSet } }: SummaryInput): SummarySection {
  const sentences = [...quality, `Rule set ${ruleSet.name} · ${shortHash(ruleSet.hash)}`]
  return { title: 'Quality', rows: sentences.map((value) => ({ label: '', value })) }
}
