import type { Us } from '@of/core'
import type { Message, MessageSubject } from '../wire/message.ts'

/** What is known of a message when it is about to be numbered. */
export interface MessageMeta extends MessageSubject {
  /** When it leaves. */
  readonly nowUs: Us
}

/**
 * What a venue gets wrong in what it says, while the numbers of its frames stay whole.
 *
 * Whoever listens on another connection may be sent the very same message: it is not to be changed, but to be replaced.
 */
export interface VenueFaults {
  /** What becomes of a message that is about to be numbered: itself, nothing, another one, several; each gets a number. */
  onMessage(connection: string, message: Message, meta: MessageMeta): readonly Message[]
}
