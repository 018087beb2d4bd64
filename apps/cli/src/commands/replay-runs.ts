import type { Us } from '@of/core'
import type { EventDigest } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { Scoring } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import type { Begun } from '../input/beginning.ts'
import type { SeenProducts } from '../input/products.ts'
import { Reading, type ReadingOptions } from '../input/reading.ts'
import { recordingName } from '../input/recordings.ts'
import { Replay, type ReplayBatch } from '../input/replay.ts'
import { silentProgress } from '../render/progress.ts'
import { Study } from '../study/study.ts'

/** What is replayed, how fast, and how it is analysed. */
export interface ReplaySource extends Begun, Pick<ReadingOptions, 'recordings' | 'range' | 'speed'> {
  readonly paths: readonly string[]
  readonly ruleSet: RuleSet
  /** Factors of one's own in the signals. */
  readonly scoring: Scoring
  readonly sampleEveryUs: Us
  readonly products: readonly string[]
}

/** A replay that came to its end. */
export interface EndedReplay {
  readonly reading: Reading
  readonly seen: SeenProducts
}

/** Draws a replay on the terminal; `undefined` when a person quit before its end. */
export async function drawn(
  { paths, products, ruleSet, scoring, speed, ...source }: ReplaySource,
  digest: EventDigest,
  host: Host,
): Promise<EndedReplay | undefined> {
  // The screen shows the last decision.
  const replay = new Replay({
    ...source,
    ruleSet,
    scored: scoring.options,
    speed,
    keepDecisions: 1,
    tell: 'all',
    signal: host.signal,
    onProgress: () => {},
  })
  let isWhole = false
  async function* digested(): AsyncGenerator<ReplayBatch, void, undefined> {
    for await (const batch of replay) {
      for (const event of batch.events) digest.add(event)
      yield batch
    }
    isWhole = true
  }
  const { showReplay } = await import('../input/show-replay.ts')
  await showReplay({ batches: digested(), replay, names: paths.map(recordingName), speed }, { products, ruleSet }, host)
  if (!isWhole) return undefined
  scoring.finish()
  const { pipeline, reading } = replay
  const canonical = new Map(products.map((product) => [product, pipeline.canonical(product)]))
  return { reading, seen: { products: pipeline.products, canonical } }
}

/** How a replay is printed, and in how many threads it is analysed. */
export interface PrintHost extends Host {
  readonly form: 'text' | 'json' | 'none'
  readonly threads: number | 'auto'
}

/** Prints the decisions of a replay while it is read. */
export async function printed(
  { known, products, ruleSet, sampleEveryUs, scoring, ...source }: ReplaySource,
  digest: EventDigest,
  host: PrintHost,
): Promise<EndedReplay> {
  const { form, output, signal, threads } = host
  // On one terminal the two would write over each other.
  const progress = output.isTerminal && form !== 'none' ? silentProgress : await host.startProgress()
  const reading = new Reading({ ...source, signal, onProgress: progress.report })
  const tells = { kind: 'decisions', form } as const
  const study = new Study({
    reading,
    threads,
    beside: { scoring },
    task: { ruleSet, countFromUs: source.range.fromUs, sampleEveryUs, keepDecisions: 1, products, tells, known },
  })
  try {
    for await (const told of study.told()) {
      for (const { digested } of told) if (digested !== undefined) digest.addLine(digested)
      await output.write(told.map(({ text }) => text).join(''))
    }
  } finally {
    progress.stop()
  }
  scoring.finish()
  return { reading, seen: study.findings }
}
