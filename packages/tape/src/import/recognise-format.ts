import { feed, nameOf, type TapeInput } from '../bytes/feed.ts'
import { decompress } from '../bytes/decompress.ts'
import { partsOf } from '../recording/parts.ts'
import { recognise } from '../recognise.ts'
import { isBinanceLine } from './binance/messages.ts'
import { headingOf } from './csv/csv-lines.ts'
import { lobsterNameOf } from './lobster/name.ts'
import { MessageRows } from './lobster/message.ts'
import { plainKindOf } from './plain/columns.ts'
import { tardisKindOf } from './tardis/columns.ts'
import type { VenueFormat } from './venue-format.ts'

/** An input whose format is known. */
export interface RecognisedInput {
  /** `frames`: of a recording in our own format or a capture of cryptofeed, read by `openTape`; `undefined` for none that is known. */
  readonly format: 'frames' | VenueFormat | undefined
  /** The input from its beginning: in place of the one that was looked at, which a stream can be only once. */
  readonly input: TapeInput
}

/** Enough for the first line of whatever is known: the longest of them is an answer with a whole book. */
const MOST_BYTES = 1_048_576

/**
 * Tells by its beginning what an input is, without a name where its content tells: only the files of LOBSTER have no heading. Throws a `TapeError` when
 * there is nothing to read.
 */
export async function recogniseFormat(input: TapeInput, signal: AbortSignal = new AbortController().signal): Promise<RecognisedInput> {
  if ('path' in input) {
    const [part] = (await partsOf(input)).parts
    if (part?.kind === 'bytes' && part.member === undefined) return { format: await formatOf(feed(input, signal), input), input }
    return { format: 'frames', input }
  }
  const stream = new LookedAt(input.stream)
  const format = await formatOf(stream.looking(), input)
  return { format, input: { stream, name: input.name } }
}

/** A stream that is looked at before it is read: what was seen comes again. */
class LookedAt implements AsyncIterable<Uint8Array> {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #seen: Uint8Array[] = []

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** The chunks of the beginning. Leaving it leaves the stream open. */
  async *looking(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const next = await this.#chunks.next()
      if (next.done === true) return
      this.#seen.push(next.value)
      yield next.value
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.#seen.splice(0)
      for (;;) {
        const next = await this.#chunks.next()
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await this.#chunks.return?.()
    }
  }
}

async function formatOf(chunks: AsyncIterable<Uint8Array>, input: TapeInput): Promise<RecognisedInput['format']> {
  const line = await firstLine(chunks)
  if (line === undefined) return undefined
  if (recognise(line) !== undefined) return 'frames'
  if (isBinanceLine(line)) return 'binance'
  if (lobsterNameOf(nameOf(input))?.kind === 'message' && typeof new MessageRows().read(line) !== 'string') return 'lobster'
  const names = headingOf(line) ?? []
  return tardisKindOf(names) === undefined ? plainKindOf(names) : 'tardis'
}

/** The first line that is not blank, as far as it is within reach; `undefined` when there is none, or what is there cannot be read. */
async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  let beginning = Buffer.alloc(0)
  for await (const piece of decompress(chunks)) {
    if (!(piece instanceof Uint8Array)) break
    beginning = Buffer.concat([beginning, piece])
    const lines = textOf(beginning).split(/\r?\n/)
    const first = lines.findIndex((line) => line.trim() !== '')
    if (first !== -1 && first < lines.length - 1) return lines[first]
    if (beginning.length > MOST_BYTES) return undefined
  }
  return textOf(beginning)
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, MOST_BYTES).replace(/^\ufeff/, '')
}
