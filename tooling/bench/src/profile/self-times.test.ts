import { describe, expect, it } from 'vitest'
import { selfTimes } from './self-times.ts'

const node = (id: number, functionName: string, children: readonly number[] = []) => ({
  id,
  children,
  callFrame: { functionName, url: functionName === 'read' ? 'file:///a/wire/reader.ts' : '', lineNumber: 9 },
})

describe('selfTimes', () => {
  it('adds up a function wherever it was called from, below the one that is asked about', () => {
    const nodes = [node(1, '(root)', [2, 6]), node(2, 'push', [3, 4]), node(3, 'read', [5]), node(4, ''), node(5, 'read'), node(6, 'read')]
    expect(selfTimes({ nodes, samples: [1, 3, 4, 5, 6], timeDeltas: [9000, 1000, 1000, 2000, 9000] }, 'push')).toEqual([
      { where: 'read wire/reader.ts:10', ms: 3, share: 0.75 },
      { where: '(anonymous)', ms: 1, share: 0.25 },
    ])
  })

  it('is empty where nothing was watched', () => {
    expect(selfTimes({ nodes: [] }, 'push')).toEqual([])
  })
})
