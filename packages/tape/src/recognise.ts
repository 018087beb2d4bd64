import { z } from 'zod'
import { decodeLine, isWhole } from './format.ts'
import { CryptofeedDecoder, isCaptureLine } from './import/cryptofeed.ts'
import type { LineDecoder } from './line-decoder.ts'
import { parseJson } from './line-fault.ts'

const framesHeader = z.object({ format: z.literal('of-frames') })

/** The reader of the format whose first line a line is; `undefined` when it is none we know. A capture may begin with any of its lines: it may be the rest of another. */
export function recognise(firstLine: string): LineDecoder | undefined {
  const parsed = parseJson(firstLine)
  if ('kind' in parsed) return undefined
  if (framesHeader.safeParse(parsed.json).success) return framesDecoder
  return isCaptureLine(parsed.json) ? new CryptofeedDecoder() : undefined
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
