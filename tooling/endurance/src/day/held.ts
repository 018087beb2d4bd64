import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import * as z from 'zod'

/** What a recording holds. */
export interface Held {
  readonly events: number
  /** Before it was compressed, and on the disk. */
  readonly mb: number
  readonly compressedMb: number
}

const manifest = z.object({ segments: z.array(z.object({ file: z.string(), entries: z.number(), bytes: z.number() })) })

/** Looks into a recording; `undefined` where there is none. */
export async function heldIn(recording: string): Promise<Held | undefined> {
  let text: string
  try {
    text = await readFile(join(recording, 'manifest.json'), 'utf8')
  } catch {
    return undefined
  }
  const { segments } = manifest.parse(JSON.parse(text))
  let bytes = 0
  for (const { file } of segments) {
    for await (const chunk of createReadStream(join(recording, file)).pipe(createGunzip())) bytes += chunk.length
  }
  return {
    events: segments.reduce((sum, { entries }) => sum + entries, 0),
    mb: bytes / 1e6,
    compressedMb: segments.reduce((sum, segment) => sum + segment.bytes, 0) / 1e6,
  }
}
