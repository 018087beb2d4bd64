import * as z from 'zod'
import { FramesDecoder } from './frames-decoder.ts'
import { CryptofeedDecoder, isCaptureLine } from './import/cryptofeed.ts'
import type { LineDecoder } from './line-decoder.ts'
import { parseJson } from './line-fault.ts'

const framesHeader = z.object({ format: z.literal('of-frames') })

/** The reader of the format whose first line a line is; `undefined` when it is none we know. A capture may begin with any of its lines: it may be the rest of another. */
export function recognise(firstLine: string): LineDecoder | undefined {
  const parsed = parseJson(firstLine)
  if ('kind' in parsed) return undefined
  if (framesHeader.safeParse(parsed.json).success) return new FramesDecoder()
  return isCaptureLine(parsed.json) ? new CryptofeedDecoder() : undefined
}
