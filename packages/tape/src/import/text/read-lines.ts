import type { VenueEvent } from '@of/core'
import type { TextLines } from './text-lines.ts'

/** Reads the lines of one format, in their order. */
export interface EventDecoder {
  /** Appends the events that the current line completes; or says what is wrong with it, going on from the words "line 7", and appends nothing. */
  decode(lines: TextLines, events: VenueEvent[]): string | undefined
  /** Appends the events that only the end completes. */
  end(events: VenueEvent[]): void
}

/** Enough for what a batch costs to be little beside what its events do. */
export const MOST_EVENTS = 1_024

/** The events of a text, in batches, as far as it can be read: what stands before a damage is delivered, then a `TapeError` thrown. */
export async function* readLines(lines: TextLines, decoder: EventDecoder): AsyncGenerator<readonly VenueEvent[], void, undefined> {
  let events: VenueEvent[] = []
  try {
    do {
      while (lines.next()) {
        const complaint = decoder.decode(lines, events)
        if (complaint !== undefined) {
          if (events.length > 0) yield events
          throw lines.complaint(complaint)
        }
        if (events.length < MOST_EVENTS) continue
        yield events
        events = []
      }
      if (events.length === 0) continue
      yield events
      events = []
    } while (await lines.more())
    decoder.end(events)
    if (events.length > 0) yield events
  } finally {
    await lines.close()
  }
}
