import { z } from 'zod'
import { decodeLine, isWhole } from './format.ts'
import { CryptofeedDecoder } from './import/cryptofeed.ts'
import type { LineDecoder } from './line-decoder.ts'
import { parseJson } from './line-fault.ts'

const framesHeader = z.object({ format: z.literal('of-frames') })
const captureHeader = z.object({ t: z.literal('header') })

/** The reader of the format whose header a line is; `undefined` when it is none we know. */
export function recognise(firstLine: string): LineDecoder | undefined {
  const parsed = parseJson(firstLine)
  if ('kind' in parsed) return undefined
  if (framesHeader.safeParse(parsed.json).success) return framesDecoder
  return captureHeader.safeParse(parsed.json).success ? new CryptofeedDecoder() : undefined
}

const framesDecoder: LineDecoder = {
  skippedLines: 0,
  decode(line, entries) {
    const entry = decodeLine(line)
    if (entry.kind === 'damaged' || entry.kind === 'unsupported-version') return entry
    entries.push(entry)
    return undefined
  },
  isWhole,
}
