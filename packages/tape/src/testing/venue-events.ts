import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LevelChanges, VenueEvent } from '@of/core'
import { afterAll } from 'vitest'
import type { TapeInput } from '../bytes/feed.ts'
import { recogniseFormat } from '../import/recognise-format.ts'
import { openVenueTape, type VenueOrigin, type VenueTapeOptions } from '../import/venue-tape.ts'
import { chunksOf } from './reading.ts'

/** An event as comparisons like to have it: levels as `bid 100 2`, best ones not first but as they were told. */
export type PlainEvent = Readonly<Record<string, unknown>> & { readonly kind: VenueEvent['kind'] }

/** Everything that recordings of events yield, the error with which they end, if they do, and what was found out. */
export interface VenueEvents {
  readonly events: readonly PlainEvent[]
  readonly error: unknown
  readonly origin: VenueOrigin
}

/** Reads recordings of events to their end. */
export async function readVenue(inputs: readonly TapeInput[], options: VenueTapeOptions = {}): Promise<VenueEvents> {
  const events: PlainEvent[] = []
  const tape = openVenueTape(await Promise.all(inputs.map((input) => recogniseFormat(input))), options)
  try {
    for await (const batch of tape) events.push(...batch.map(plain))
  } catch (error) {
    return { events, error, origin: tape.origin }
  }
  return { events, error: undefined, origin: tape.origin }
}

/** Reads a text as a stream, in chunks of the given sizes. */
export function readText(text: string | Uint8Array, name = 'made-up.csv', sizes?: readonly number[]): Promise<VenueEvents> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return readVenue([{ stream: chunksOf(bytes, sizes), name }])
}

/** Writes files into a folder that is gone after the tests of the file, and returns their paths. */
export function newFiles(): (files: Readonly<Record<string, string | Uint8Array>>) => string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tape-import-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let count = 0
  return (files) => {
    const own = mkdtempSync(join(folder, `${++count}-`))
    return Object.entries(files).map(([name, content]) => {
      writeFileSync(join(own, name), content)
      return join(own, name)
    })
  }
}

function plain(event: VenueEvent): PlainEvent {
  return event.kind === 'snapshot' || event.kind === 'changes' ? { ...event, changes: levelsOf(event.changes) } : { ...event }
}

function levelsOf({ asks, from, prices, sizes, to }: LevelChanges): string[] {
  return Array.from({ length: to - from }, (_, at) => `${asks[from + at] === 1 ? 'ask' : 'bid'} ${prices[from + at]} ${sizes[from + at]}`)
}
