import type { Us } from '@of/core'
import type { EventType } from '../wire/message.ts'

/** What a frame is, for who carries it. */
export interface FrameMeta {
  /** Its number on the connection; `undefined` of an error, which has none. */
  readonly sequence: number | undefined
  /** As the frame names it; `error` of an error. */
  readonly channel: string
  readonly products: readonly string[]
  /** Of its first event; `undefined` where events have no type. */
  readonly type: EventType | undefined
  readonly leftUs: Us
}

/** Who is at the other end of a connection: a transport, or a program. */
export interface VenueClient {
  /** A frame leaves the venue. */
  onFrame(text: string, meta: FrameMeta): void
  /** The venue closes the connection, with a code of RFC 6455; nothing follows. */
  onClose(code: number, reason: string): void
}

/** The venue's end of a connection. */
export interface VenueConnection {
  readonly name: string
  /** The client has sent a text. */
  receive(text: string): void
  /** The client has gone away. */
  leave(): void
}

/** An answer of the REST interface. */
export interface VenueAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The true book of a product at the instant that a frame of it shows, told when the frame gets its number. */
export interface BookWitness {
  readonly connection: string
  readonly product: string
  readonly sequence: number
  readonly type: EventType
  /** When the frame left. */
  readonly timeUs: Us
  readonly bookHash: number
  readonly bidLevels: number
  readonly askLevels: number
}
