import type { AlertRule } from '@of/api'
import { featureTable } from '@of/core'
import type * as z from 'zod'

/** What of rules that are well formed cannot be: an id used twice, a feature that there is not. */
export function ruleIssues(rules: readonly AlertRule[], context: z.core.$RefinementCtx): void {
  const ids = new Set<string>()
  for (const [at, { id, when }] of rules.entries()) {
    if (ids.has(id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'an id used once' })
    ids.add(id)
    if (when.on === 'feature' && !Object.hasOwn(featureTable, when.feature))
      context.addIssue({ code: 'custom', path: [at, 'when', 'feature'], message: 'the name of a feature, as of list-features prints them' })
  }
}
