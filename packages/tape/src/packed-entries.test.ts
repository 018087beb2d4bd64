import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TapeEntry } from './entry.ts'
import { packEntries, unpackEntries } from './packed-entries.ts'
import { madeUpEntries } from './testing/made-up-tape.ts'
import { texts } from './testing/text-entry.ts'

const names = fc.constantFrom('ws1', 'ws2', 'wś 3')
const times = fc.nat(1e15)
const entries: fc.Arbitrary<TapeEntry> = fc.oneof(
  fc.record({ kind: fc.constantFrom('opened' as const, 'closed' as const), connection: names, receivedUs: times }),
  fc.record({
    kind: fc.constant('frame' as const),
    connection: names,
    receivedUs: times,
    frame: fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  }),
  fc.record({ kind: fc.constant('rest' as const), receivedUs: times, path: fc.string(), body: fc.string() }),
  fc.constant<TapeEntry>({ kind: 'header', header: { format: 'cryptofeed', version: 2, source: 'coinbase', simulated: false } }),
)

describe('packEntries(entries), unpackEntries(packed)', () => {
  it('are the other way round of each other, also where a message lies between', () => {
    const { port1, port2 } = new MessageChannel()
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 12 }), (batch) => {
        port1.postMessage(packEntries(batch))
        expect(texts(unpackEntries(receiveMessageOnPort(port2)?.message))).toEqual(texts(batch))
      }),
    )
    port1.close()
  })

  it('share the memory of the frames with every thread that is sent them', () => {
    const { port1, port2 } = new MessageChannel()
    const packed = packEntries(madeUpEntries(3))
    port1.postMessage(packed)
    const received = unpackEntries(receiveMessageOnPort(port2)?.message)
    packed.bytes[0] = 0x21
    port1.close()
    expect(texts(received)[3]).toMatchObject({ frame: expect.stringMatching(/^!"sequence_num"/) })
  })
})
