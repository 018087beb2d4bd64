import { book, header, MadeUpConnection } from '../../testing/made-up-recording.ts'

/** The products of the lines, in the order in which they are met. */
export const products: readonly string[] = ['BTC-USD', 'ETH-USD', 'SOL-USD', 'DOGE-USD', 'ADA-USD']

/** Two connections with five products, the last of which comes late; frames are lost, a book crosses, and something cannot be read. */
export function troubledLines(seconds: number): string[] {
  const [one, two] = [new MadeUpConnection('one'), new MadeUpConnection('two')]
  const of = (at: number): MadeUpConnection => (at < 2 ? one : two)
  const lines = [header({ session: 's', segment: 1 })]
  for (let second = 0; second < seconds; second++) {
    if (second === 20) one.heartbeat(second)
    if (second === 25) lines.push(two.frame(second, '{"channel":"l2_data"'), two.unheardOf(second))
    for (const [at, product] of products.entries()) {
      if (at === 4 && second < 30) continue
      const isNew = second === (at === 4 ? 30 : 0) || (second === 22 && at < 2)
      if (isNew) lines.push(of(at).level2(second, 'snapshot', book, product), of(at).trades(second, 'snapshot', [10 + second], product))
      else if ((second + at) % 3 > 0)
        lines.push(of(at).level2(second, 'update', [['bid', second === 40 ? '101' : '100', String(second)]], product))
      if (second % (at + 2) === 0) lines.push(of(at).trades(second, 'update', [10 + second], product))
    }
    lines.push(one.heartbeat(second), two.heartbeat(second))
  }
  return lines
}

/** Bytes of a text in chunks that end anywhere. */
export async function* chunks(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = Buffer.from(text)
  for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 9_973) + 1) yield bytes.subarray(at, at + size)
}
