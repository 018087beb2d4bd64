import type { FeedHealth } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import type { Manifest, RecordedDigest, SegmentInfo } from '@of/tape'
import { counted, grouped } from '../render/numbers.ts'
import { megabytes } from '../render/progress.ts'

/** What came of a recording, as one object: the result of `of record --json`. Spans are of receive time. */
export interface RecordSummary {
  readonly schema: 1
  readonly directory: string
  readonly simulated: boolean
  readonly state: Manifest['state']
  readonly products: readonly string[]
  readonly segments: number
  readonly bytes: number
  readonly entries: number
  readonly frames: number
  readonly firstUs: Us | null
  readonly lastUs: Us | null
  /** What did not come, or not readably. */
  readonly missed: {
    readonly gaps: number
    readonly lostFrames: number
    readonly overruns: number
    readonly unreadable: number
    readonly missingTrades: number
    readonly reconnects: number
  }
  readonly resyncs: number
  readonly digest: RecordedDigest | null
}

/** Sums up a recording by its manifest and the health of the feed it was made of. */
export function summaryOf(directory: string, manifest: Manifest, health: FeedHealth): RecordSummary {
  const { digest, segments, simulated, state } = manifest
  const connections = segments.flatMap((segment) => Object.values(segment.connections))
  return {
    schema: 1,
    directory,
    simulated,
    state,
    products: health.products.map(({ product }) => product),
    segments: segments.length,
    bytes: sum(segments, ({ bytes }) => bytes),
    entries: sum(segments, ({ entries }) => entries),
    frames: sum(segments, ({ frames }) => frames),
    firstUs: segments.find(({ firstUs }) => firstUs !== null)?.firstUs ?? null,
    lastUs: segments.findLast(({ lastUs }) => lastUs !== null)?.lastUs ?? null,
    missed: {
      gaps: sum(connections, ({ gaps }) => gaps),
      lostFrames: sum(connections, ({ lostFrames }) => lostFrames),
      overruns: health.overruns,
      unreadable: sum(health.connections, ({ unreadable }) => unreadable),
      missingTrades: sum(health.products, ({ missingTrades }) => missingTrades),
      reconnects: sum(health.connections, ({ reconnects }) => reconnects),
    },
    resyncs: sum(health.products, ({ resyncs }) => resyncs),
    digest: digest ?? null,
  }
}

/** A summary for people. */
export function renderSummary(summary: RecordSummary): string {
  const { bytes, digest, directory, firstUs, frames, lastUs, missed, products, segments, simulated, state } = summary
  const span = firstUs === null || lastUs === null ? 'nothing' : `${((lastUs - firstUs) / SECOND_US).toFixed(1)} s`
  const lost = [
    counted(missed.gaps, 'gap'),
    `${counted(missed.lostFrames, 'frame')} lost`,
    counted(missed.overruns, 'overrun'),
    `${grouped(missed.unreadable)} unreadable`,
    `${counted(missed.missingTrades, 'trade')} missing`,
    counted(missed.reconnects, 'reconnect'),
  ]
  const lines = [
    `${directory}${simulated ? ' · SIMULATED' : ''} · ${products.join(', ')}`,
    `${span} · ${counted(frames, 'frame')} · ${megabytes(bytes)} in ${counted(segments, 'segment')} · ${state === 'closed' ? 'closed' : 'NOT CLOSED'}`,
    `missed: ${lost.join(' · ')}`,
    ...(digest === null ? [] : [digestText({ ...digest, by: `preset ${digest.preset}` })]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** A digest in words. `by` is what signals are made of, as the preset of the recorded one is. */
export function digestText({ by, events, everyUs, sha256 }: Omit<RecordedDigest, 'preset'> & { readonly by: string }): string {
  return `digest ${sha256} of ${counted(events, 'event')} (every ${everyUs / SECOND_US} s, ${by})`
}

/** How a recording goes, in one line. `framesPerSecond` is of the last moments. */
export function statusText(manifest: Manifest, health: FeedHealth, framesPerSecond: number): string {
  const { bytes, missed, products, resyncs } = summaryOf('', manifest, health)
  const named = products.length > 3 ? counted(products.length, 'product') : products.join(', ')
  const synced = health.products.filter(({ book }) => book === 'synced').length
  return [
    `Recording ${named}${manifest.simulated ? ' (SIMULATED)' : ''}`,
    `${Math.round(framesPerSecond)} frames/s`,
    megabytes(bytes),
    counted(missed.gaps, 'gap'),
    counted(resyncs, 'resync'),
    `${synced} of ${counted(health.products.length, 'book')} synced`,
  ].join(' · ')
}

/** The frames of a recording so far. */
export function framesOf({ segments }: Manifest): number {
  return sum(segments, ({ frames }: SegmentInfo) => frames)
}

/** The compressed size of a recording so far. */
export function bytesOf({ segments }: Manifest): number {
  return sum(segments, ({ bytes }: SegmentInfo) => bytes)
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
