import { describe, expect, it } from 'vitest'
import type { FeatureSpec } from './feature-spec.ts'
import { featureNames, featureTable } from './feature-table.ts'

// The compiler holds every row of the table to the type of a row.
const rows: Readonly<Record<string, FeatureSpec>> = featureTable

describe('featureTable', () => {
  it.each(Object.entries(rows))('says what %s is, in a sentence, and where it comes from', (_name, { definition, reference }) => {
    expect(definition).toMatch(/^[^a-z].*\.$|^(orderImbalance|ofi|ofiBefore)\b.*\.$/)
    expect(reference).not.toBe('')
  })

  it('has ranges that are not empty', () => {
    for (const { range } of Object.values(rows)) expect(range[0] ?? -Infinity).toBeLessThan(range[1] ?? Infinity)
  })

  it('lists every name once, in its order', () => {
    expect(featureNames).toEqual(Object.keys(rows))
  })
})
