import { describe, expect, it } from 'vitest'
import { flameGraph } from './flame-graph.ts'

const node = (id: number, functionName: string, url: string, children: readonly number[] = []) => ({
  id,
  children,
  callFrame: { functionName, url, lineNumber: 1 },
})

const profile = {
  nodes: [
    node(1, '(root)', '', [2]),
    node(2, 'run', 'file:///bench/run.ts', [3, 4]),
    node(3, 'read<Frame>', 'file:///packages/coinbase/src/wire/frame-reader.ts'),
    node(4, 'apply', 'file:///packages/core/src/book/ladder.ts', [5]),
    node(5, '', ''),
  ],
  samples: [1, 3, 4, 5, 5],
  timeDeltas: [5000, 1000, 1000, 1000, 1000],
}

describe('flameGraph', () => {
  const drawn = flameGraph(profile, 'run', 'a & b')

  it('gives each call its share of the time, the widest first, and leaves out what lies elsewhere', () => {
    const titles = [...drawn.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title)
    expect(titles).toEqual(['run 100.0 %', 'apply 75.0 %', '(anonymous) 50.0 %', 'read&lt;Frame&gt; 25.0 %'])
    expect(drawn).toContain('a &amp; b')
  })

  it('colours what belongs together, and what has no file of its own as its caller', () => {
    const fills = [...drawn.matchAll(/<title>(.*?) .*?fill="(.*?)"/g)].map(([, title, fill]) => [title, fill])
    expect(new Map(fills as [string, string][]).get('(anonymous)')).toBe('#54cfa6')
    expect(new Map(fills as [string, string][]).get('read&lt;Frame&gt;')).toBe('#45aefa')
  })

  it('is an empty picture where nothing was watched', () => {
    expect(flameGraph({ nodes: [] }, 'run', 'nothing')).toContain('run 0.0 %')
  })
})
