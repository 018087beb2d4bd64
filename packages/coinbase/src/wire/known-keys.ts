import { isObject, type JsonObject } from './json.ts'

/** The keys a channel is known to use, in its events and in the entries of the list that each event carries. */
export interface KnownKeys {
  readonly event: ReadonlySet<string>
  /** The key of the list, and the keys of its entries. */
  readonly list?: string
  readonly entry?: ReadonlySet<string>
}

// `client_id` came with every frame until 2025 and still comes on the user endpoint.
const ENVELOPE: ReadonlySet<string> = new Set(['channel', 'timestamp', 'sequence_num', 'events', 'client_id'])

/** How many keys of a frame are not known: the venue adds fields without notice, and a count of them is the only notice. */
export function countUnknownKeys(frame: JsonObject, known?: KnownKeys): number {
  let unknown = outside(ENVELOPE, frame)
  const events = frame['events']
  if (known === undefined || !Array.isArray(events)) return unknown
  for (const event of events) {
    if (!isObject(event)) continue
    unknown += outside(known.event, event)
    if (known.list === undefined || known.entry === undefined) continue
    const entries = event[known.list]
    if (!Array.isArray(entries)) continue
    for (const entry of entries) if (isObject(entry)) unknown += outside(known.entry, entry)
  }
  return unknown
}

function outside(known: ReadonlySet<string>, object: JsonObject): number {
  let count = 0
  for (const key in object) if (!known.has(key)) count += 1
  return count
}
