import { createHash } from 'node:crypto'
import { canonicalJson } from '@of/signals'
import type { PipelineEvent } from './pipeline-event.ts'

/**
 * SHA-256 over the decisions and the samples of a session, one line of canonical JSON each: two sessions that decided and sampled the same have the
 * same digest, live or replayed. What else is told, and how fast anything arrived, is no part of it.
 */
export class EventDigest {
  readonly #hash = createHash('sha256')
  #events = 0

  /** How many decisions and samples were added. */
  get events(): number {
    return this.#events
  }

  /** Adds an event, if it is a decision or a sample. */
  add(event: PipelineEvent): void {
    const line = digestLine(event)
    if (line !== undefined) this.addLine(line)
  }

  /** Adds an event by its line. */
  addLine(line: string): void {
    this.#events += 1
    this.#hash.update(line)
  }

  /** The digest of what was added so far, in hex. */
  value(): string {
    return this.#hash.copy().digest('hex')
  }
}

/** The line of an event in a digest, with its line break; `undefined` for what is neither a decision nor a sample. */
export function digestLine(event: PipelineEvent): string | undefined {
  return event.kind === 'decision' || event.kind === 'sample' ? `${canonicalJson(event)}\n` : undefined
}
