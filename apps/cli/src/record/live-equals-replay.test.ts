import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FeedEvent, openFeed } from '@of/coinbase'
import { EventDigest, Pipeline, type PipelineEvent } from '@of/pipeline'
import { presets } from '@of/signals'
import { type FaultKind, startServer } from '@of/sim'
import { openTape, readManifest, type TapeEntry } from '@of/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paced } from '../input/pace.ts'
import { DIGEST_EVERY_US, FeedRecorder } from './feed-recorder.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-live-'))
const directory = join(folder, 'session')
const setup = { ruleSet: presets.default, sampleEveryUs: DIGEST_EVERY_US, decideEveryUs: 2 * DIGEST_EVERY_US }
/** What a session that was watched live came to, beside what was recorded of it. */
const live = new Pipeline(setup)
const liveSeries: string[] = []
const kinds = new Set<string>()

/** What has to come, in this order, and what goes wrong when it has: a lost frame, lost trades, a connection torn down. */
const course: readonly (readonly [FeedEvent['kind'], FaultKind?])[] = [
  ['book'],
  ['trades', 'drop'],
  ['gap'],
  ['resynced', 'missing-trades'],
  ['missing-trades'],
  ['trades', 'abrupt-close'],
  ['disconnected'],
  ['resynced'],
]

/** A live session that goes through all of this, and on for a while. */
beforeAll(async () => {
  const server = await startServer({ seed: 3, startUs: Date.now() * 1_000 })
  const stop = new AbortController()
  const recorder = await FeedRecorder.open({ directory, simulated: true, digestBy: setup.ruleSet })
  let stage = 0
  let healedAt = Infinity
  const options = { products: ['BTC-USD', 'ETH-USD'], url: server.url, restUrl: server.restUrl, exchangeUrl: server.restUrl } as const
  for await (const events of openFeed({ ...options, arrivals: true, history: 'day', signal: stop.signal })) {
    await recorder.take(events)
    for (const event of events) {
      kinds.add(event.kind)
      if (event.kind === 'arrival') series(live.push(event.arrival), liveSeries)
      if (event.kind !== course[stage]?.[0] || liveSeries.length < 2) continue
      const [, fault] = course[stage++]!
      if (fault !== undefined) server.injector.schedule({ kind: fault, atUs: server.venue.nowUs })
      if (stage === course.length) healedAt = liveSeries.length
    }
    if (liveSeries.length > Math.max(12, healedAt + 4)) stop.abort()
  }
  await recorder.close()
  await server.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function series(events: readonly PipelineEvent[], lines: string[]): void {
  for (const event of events) lines.push(JSON.stringify(event))
}

async function entriesOf(): Promise<TapeEntry[]> {
  const entries: TapeEntry[] = []
  for await (const batch of openTape({ path: directory })) entries.push(...batch)
  return entries
}

/** The series of a replay; `after` is called after each arrival with the pipeline, and says with which to go on. */
function replayed(entries: readonly TapeEntry[], after: (pipeline: Pipeline, at: number) => Pipeline = (pipeline) => pipeline): string[] {
  let pipeline = new Pipeline(setup)
  const lines: string[] = []
  for (const [at, entry] of entries.entries()) {
    if (entry.kind !== 'header') series(pipeline.push(entry), lines)
    pipeline = after(pipeline, at)
  }
  return lines
}

describe('a live session and its recording', () => {
  it('went through losses and healed', () => {
    for (const kind of ['gap', 'disconnected', 'resynced']) expect(kinds).toContain(kind)
    expect(liveSeries.length).toBeGreaterThan(12)
    expect(liveSeries.some((line) => line.includes('"kind":"decision"'))).toBe(true)
  })

  it('come to the same series, byte for byte', async () => {
    expect(replayed(await entriesOf())).toEqual(liveSeries)
  })

  it('come to the same series at any pace', async () => {
    const lines: string[] = []
    const pipeline = new Pipeline(setup)
    for await (const batch of paced(openTape({ path: directory }), { speed: 20, signal: new AbortController().signal })) {
      for (const entry of batch) if (entry.kind !== 'header') series(pipeline.push(entry), lines)
    }
    expect(lines).toEqual(liveSeries)
  })

  it('come to the same series when the analysis is taken up again from a checkpoint, anywhere', async () => {
    const entries = await entriesOf()
    const steps = [1, 7, 50, 333]
    for (const step of steps) {
      const lines = replayed(entries, (pipeline, at) =>
        at % step === 0 && at % 3 === 0 ? new Pipeline(setup, structuredClone(pipeline.checkpoint())) : pipeline,
      )
      expect(lines).toEqual(liveSeries)
    }
  })

  it('have the digest that was recorded', async () => {
    const digest = new EventDigest()
    const pipeline = new Pipeline({ ruleSet: setup.ruleSet, sampleEveryUs: DIGEST_EVERY_US })
    for (const entry of await entriesOf()) if (entry.kind !== 'header') for (const event of pipeline.push(entry)) digest.add(event)
    expect((await readManifest(directory))?.digest).toEqual({
      everyUs: DIGEST_EVERY_US,
      preset: 'default',
      events: digest.events,
      sha256: digest.value(),
    })
  })
})
