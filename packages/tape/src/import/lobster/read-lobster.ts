import { stat } from 'node:fs/promises'
import type { VenueEvent } from '@of/core'
import type { TapeInput } from '../../bytes/feed.ts'
import { TapeError } from '../../errors.ts'
import { MOST_EVENTS } from '../text/read-lines.ts'
import type { TextLines } from '../text/text-lines.ts'
import { LobsterDecoder } from './lobster.ts'
import { orderbookPaths } from './name.ts'

/** The order book file beside a message file. Throws a `TapeError` when there is none. */
export async function orderbookBeside(messagePath: string): Promise<TapeInput> {
  const paths = orderbookPaths(messagePath)
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() === true) return { path }
  }
  throw new TapeError({ kind: 'not-found', name: paths[0] })
}

/** The events of a message file and its order book, in batches: what stands before a damage of either is delivered, then a `TapeError` thrown. */
export async function* readLobster(
  messages: TextLines,
  rows: TextLines,
  decoder: LobsterDecoder,
): AsyncGenerator<readonly VenueEvent[], void, undefined> {
  let events: VenueEvent[] = []
  try {
    for (;;) {
      const isAtHand = messages.next()
      if ((!isAtHand || events.length >= MOST_EVENTS) && events.length > 0) {
        yield events
        events = []
      }
      if (!isAtHand && !(await messages.advance())) break
      if (!rows.next()) {
        if (events.length > 0) yield events
        events = []
        if (!(await rows.advance())) throw rows.error('truncated', `nothing shows the book after message ${messages.count + 1}`)
      }
      const fault = decoder.decode(messages, rows, events)
      if (fault === undefined) continue
      if (events.length > 0) yield events
      throw fault.lines.complaint(fault.detail)
    }
    if (await rows.advance()) throw rows.error('damaged', 'has no message: the message file ends before it')
  } finally {
    await Promise.all([messages.close(), rows.close()])
  }
}
