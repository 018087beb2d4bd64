import { createHash } from 'node:crypto'
import type { Us } from '@of/core'
import type { TapeEntry } from '../entry.ts'
import type { EntryReader } from '../entry-reader.ts'
import type { TapeFault } from '../errors.ts'
import type { Membership } from './parts.ts'

/** Holds one segment, while it is read, against what the manifest says of it. */
export class SegmentCheck {
  readonly #member: Membership
  readonly #hash = createHash('sha256')
  #lastUs: Us | undefined

  constructor(member: Membership) {
    this.#member = member
    this.#lastUs = member.beforeUs
  }

  /** Hands the chunks of the file through. */
  async *seen(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      this.#hash.update(chunk)
      yield chunk
    }
  }

  /** Notes the entries that were read. */
  take(entries: readonly TapeEntry[]): void {
    const last = entries.at(-1)
    if (last !== undefined && last.kind !== 'header') this.#lastUs = last.receivedUs
  }

  /** What a fault of the file means: a segment that was not closed may end anywhere. */
  meaningOf(fault: TapeFault): TapeFault {
    if (this.#member.segment.state === 'closed') return fault
    if (fault.kind === 'empty') return this.#unclosed(1, 0)
    return fault.kind === 'truncated' ? this.#unclosed(fault.line, fault.byteOffset) : fault
  }

  /** The fault of a file that could be read to its end, if there is one. */
  end(reader: EntryReader): TapeFault | undefined {
    const { segment } = this.#member
    if (segment.state === 'open') return this.meaningOf(reader.stop({ kind: 'truncated', detail: 'the segment was not closed' }))
    const received = this.#hash.digest('hex')
    if (segment.sha256 === received) return undefined
    return reader.stop({ kind: 'damaged', detail: `sha256: expected ${segment.sha256 ?? 'one in the manifest'}, received ${received}` })
  }

  #unclosed(line: number, byteOffset: number): TapeFault {
    const { directory, flushEveryMs, segment } = this.#member
    return { kind: 'unclosed', name: directory, segment: segment.file, line, byteOffset, lastUs: this.#lastUs, flushEveryMs }
  }
}
