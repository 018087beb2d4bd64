import { originOf, provenanceFacts } from '../build/inputs.ts'
import type { Part } from '../build/part.ts'
import type { Section } from '../document/document.ts'
import { spanText } from '../format/times.ts'
import { depthSections } from './depth.ts'
import { explainedSection } from './explained.ts'
import { factorSections } from './factors.ts'
import { hourSections } from './hours.ts'
import { levelSections } from './levels.ts'
import { predictedSection } from './predicted.ts'
import { qualitySection } from './quality.ts'
import type { StudyResult } from './study-result.ts'
import { studyCommandOf } from './words.ts'

/** A study as part of a page. */
export function studyPart(study: StudyResult): Part {
  const { factors, input } = study
  const command = studyCommandOf(study)
  return {
    name: `study of ${input.product}`,
    origin: originOf(input),
    inputs: [
      { name: 'product', value: input.product },
      ...provenanceFacts(input),
      ...(input.firstUs === null || input.lastUs === null ? [] : [{ name: 'span', value: spanText(input.firstUs, input.lastUs) }]),
      ...(factors === null ? [] : [{ name: 'rule set', value: factors.ruleSet }]),
      { name: 'command', value: command },
    ],
    verdicts: [],
    sections: [
      ...shortSections(study),
      explainedSection(study, command),
      predictedSection(study, command),
      ...depthSections(study, command),
      ...hourSections(study, command),
      ...factorSections(study, command),
      ...levelSections(study, command),
      qualitySection(study, command),
    ],
  }
}

/** The study's own conclusions, with what limits them. */
function shortSections({ conclusions: [first, ...others], warnings }: StudyResult): Section[] {
  if (first === undefined) return []
  return [{ heading: 'In short', claim: first, figures: [], tables: [], notes: [...others, ...warnings.map((warning) => `▲ ${warning}`)] }]
}
