/** What is known of a recorded frame without reading it whole. */
export interface FrameHead {
  /** As the frame names it; `undefined` of an error, and where it cannot be read. */
  readonly channel: string | undefined
  /** `undefined` of an error, and where it cannot be read. */
  readonly sequence: number | undefined
  /** Each once. */
  readonly products: ReadonlySet<string>
}

const channelKey = /"channel"\s*:\s*"([^"]*)"/
const sequenceKey = /"sequence_num"\s*:\s*(\d+)/
const productKey = /"product_id"\s*:\s*"([^"]*)"/g

/** Looks for what a frame is about. Total: whatever the bytes, the answer says what was found. */
export function readHead(frame: Uint8Array): FrameHead {
  const text = byteText(frame)
  const channel = channelKey.exec(text)?.[1]
  const digits = sequenceKey.exec(text)?.[1]
  const products = new Set<string>()
  productKey.lastIndex = 0
  for (let match = productKey.exec(text); match !== null; match = productKey.exec(text)) {
    products.add(match[1]!)
    // An event of the book is about one product: a snapshot of it may be megabytes long.
    if (channel === 'l2_data' && text.length > 65_536) break
  }
  return { channel, sequence: digits === undefined ? undefined : Number(digits), products }
}

/** The frame under another number, otherwise as it is. */
export function withSequence(frame: Uint8Array, sequence: number): Uint8Array {
  return Buffer.from(byteText(frame).replace(sequenceKey, `"sequence_num":${sequence}`), 'latin1')
}

/** Bytes as a text that has a character for each: what is looked for in frames is ASCII, and the rest can be given back as it was. */
function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
