import { type BookOwner, describeFault, FrameReader, onFrame, openedConnection } from '@of/coinbase'

const level2 = (sequence_num: number, type: string, updates: object[]) =>
  JSON.stringify({
    channel: 'l2_data',
    timestamp: '2026-01-02T03:04:05.678Z',
    sequence_num,
    events: [{ type, product_id: 'BTC-USD', updates }],
  })
const bid = { side: 'bid', event_time: '2026-01-02T03:04:05.6Z', price_level: '99.5', new_quantity: '2' }

const owner: BookOwner = {
  replaceBook: ({ changes }) => console.log('replace the book:', changes.to - changes.from, 'levels'),
  changeBook: ({ changes }) => console.log('change the book:', changes.to - changes.from, 'levels'),
  dropBook: (product, fault) => console.log('drop the book of', product, '·', describeFault(fault)),
  count: (fault) => console.log('count ·', describeFault(fault)),
}

const reader = new FrameReader()
const connection = openedConnection()
for (const text of [level2(0, 'snapshot', [bid]), level2(1, 'update', [bid]), level2(4, 'update', [bid]), 'not a frame']) {
  onFrame(connection, reader.read(Buffer.from(text)), owner)
}
