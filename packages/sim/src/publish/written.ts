import { writeEvents } from '../wire/frame.ts'
import { type Message, type MessageSubject, subjectOf } from '../wire/message.ts'

/** A message with its events as text, written once for all who receive it. */
export interface Written {
  readonly message: Message
  readonly subject: MessageSubject
  readonly events: string
}

/** Writes a message. */
export function write(message: Message): Written {
  return { message, subject: subjectOf(message), events: writeEvents(message) }
}
