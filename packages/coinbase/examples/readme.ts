import { describeFault, onFrame, openedConnection, readFrame } from '@of/coinbase'

const level2 = (sequence_num: number, type: string, updates: object[]) =>
  JSON.stringify({
    channel: 'l2_data',
    timestamp: '2026-01-02T03:04:05.678Z',
    sequence_num,
    events: [{ type, product_id: 'BTC-USD', updates }],
  })
const bid = { side: 'bid', event_time: '2026-01-02T03:04:05.6Z', price_level: '99.5', new_quantity: '2' }

const connection = openedConnection()
for (const text of [level2(0, 'snapshot', [bid]), level2(1, 'update', [bid]), level2(4, 'update', [bid]), 'not a frame']) {
  for (const command of onFrame(connection, readFrame(text)).commands) {
    if ('event' in command) console.log(command.do, command.event.changes.length, 'levels')
    else console.log(command.do, '·', describeFault(command.fault))
  }
}
