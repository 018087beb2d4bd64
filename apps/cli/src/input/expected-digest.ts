import { SECOND_US, type Us } from '@of/core'
import { type Manifest, type RecordedDigest, readManifest } from '@of/tape'
import type { SignalName } from '../factors/own-signal.ts'

/** What a replay must come to, and how it must analyse to be comparable. */
export interface ExpectedDigest {
  readonly sha256: string
  /** Who says so. */
  readonly by: 'manifest' | 'command line'
}

/** How a replay analyses, as a digest of it rests on that. */
export interface DigestSetup {
  readonly named: SignalName
  readonly everyUs: Us
}

/** What recordings say of their digest: one alone may carry it. */
export async function recordedDigest(paths: readonly string[]): Promise<Manifest['digest']> {
  const [path, ...others] = paths
  if (path === undefined || path === '-' || others.length > 0) return undefined
  return (await readManifest(path))?.digest
}

/** How often a replay samples: as often as its digest was made with. */
export function sampledEvery(recorded: RecordedDigest | undefined): Us {
  return recorded?.everyUs ?? SECOND_US
}

/** What a replay of the whole must come to; `undefined` when nothing is said, or said of other rules. */
export function expectedDigest(
  recorded: RecordedDigest | undefined,
  given: string | undefined,
  { named }: DigestSetup,
): ExpectedDigest | undefined {
  if (given !== undefined) return { sha256: given.toLowerCase(), by: 'command line' }
  return recorded === undefined || !('preset' in named) || recorded.preset !== named.preset
    ? undefined
    : { sha256: recorded.sha256, by: 'manifest' }
}
