import { EventDigest } from '@of/pipeline'
import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { asText, madeUpLines, startMs } from '../testing/made-up-recording.ts'
import { Replay } from './replay.ts'

describe('Replay', () => {
  it('comes to the same digest whether all is told or only what falls due, at once and cut', async () => {
    const digests = await Promise.all(
      [{}, { fromUs: (startMs + 70_000) * 1_000 }].flatMap((range) => [digestOf('due', range), digestOf('all', range)]),
    )
    expect(digests[0]).toBe(digests[1])
    expect(digests[2]).toBe(digests[3])
    expect(digests[0]).not.toBe(digests[2])
  })
})

async function digestOf(tell: 'due' | 'all', range: { readonly fromUs?: number }): Promise<string> {
  const { signal } = new AbortController()
  const replay = new Replay({
    recordings: [
      {
        name: 'made up',
        stream: (async function* () {
          yield Buffer.from(asText(madeUpLines(130)))
        })(),
      },
    ],
    range,
    signal,
    onProgress: () => {},
    ruleSet: presets.default,
    sampleEveryUs: 1_000_000,
    keepDecisions: 1,
    tell,
  })
  const digest = new EventDigest()
  const kinds = new Set<string>()
  for await (const { events } of replay) {
    for (const event of events) {
      digest.add(event)
      kinds.add(event.kind)
    }
  }
  expect(kinds.has('trades')).toBe(tell === 'all')
  return `${digest.events} ${digest.value()}`
}
