import { bitcoin, ether, Venue } from '@of/sim'

const venue = new Venue({ seed: 7, startUs: 1_767_312_000_000_000, products: [bitcoin, ether] })
const connection = venue.connect('a', {
  onFrame: (_text, { sequence, channel, type = '', products }) => console.log(sequence, channel, type, products.join(' ')),
  onClose: (code, reason) => console.log('closed', code, reason),
})
connection.receive('{"type":"subscribe","channel":"market_trades","product_ids":["BTC-USDC","ETH-USD","NO-PE"]}')
connection.receive('{"type":"subscribe","channel":"order_book","product_ids":["BTC-USD"]}')
venue.advance(venue.nowUs + 1000)
connection.receive('{"type":"subscribe","channel":"ticker","product_ids":["BTC-USD"]}')
venue.advance(venue.nowUs + 1000)

const { status, body } = venue.request('/products/BTC-USD/trades?limit=2')
const [newest, older] = JSON.parse(body)
console.log(status, newest.trade_id - older.trade_id, venue.truth('BTC-USD')!.book.bid.depth > 0)
