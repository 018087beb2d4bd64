import type { Told } from './channel.ts'

/** A message on its way to readers, who share it. */
export class Message {
  readonly text: string
  #frame: Buffer | undefined

  constructor(text: string) {
    this.text = text
  }

  /** As a WebSocket carries it from a server. */
  get frame(): Buffer {
    this.#frame ??= textFrame(this.text)
    return this.#frame
  }
}

/** What tells messages of one update apart: what a reader calls its subscription. */
export interface Addressed {
  readonly id: string
  readonly topic: string
  readonly product: string | undefined
}

/** Readers that call a subscription by names of their own get messages of their own. */
const MOST_SHARED = 16

/** An update as it is told: those who call their subscription the same get the same message. */
export class Telling {
  readonly seq: number
  readonly #json: string
  readonly #kind: 'snapshot' | 'update'
  readonly #messages = new Map<string, Message>()

  constructor(kind: 'snapshot' | 'update', { json, seq }: Told) {
    this.seq = seq
    this.#json = json
    this.#kind = kind
  }

  messageTo({ id, product, topic }: Addressed): Message {
    const key = JSON.stringify([id, product])
    const known = this.#messages.get(key)
    if (known !== undefined) return known
    const of = product === undefined ? '' : `,"product":${JSON.stringify(product)}`
    const head = `{"kind":"${this.#kind}","id":${JSON.stringify(id)},"topic":"${topic}"${of},"seq":${this.seq}`
    const message = new Message(`${head},"data":${this.#json}}`)
    if (this.#messages.size < MOST_SHARED) this.#messages.set(key, message)
    return message
  }
}

const FINAL_TEXT = 0x81
const LENGTH_OF_16_BITS = 126
const LENGTH_OF_64_BITS = 127

/**
 * Text as one frame of a server, which masks nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < LENGTH_OF_16_BITS ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = FINAL_TEXT
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = LENGTH_OF_16_BITS
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = LENGTH_OF_64_BITS
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
