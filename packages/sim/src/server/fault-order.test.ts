import { describe, expect, it } from 'vitest'
import { readFaultOrder } from './fault-order.ts'

const context = { connections: new Set(['c1', 'c2']), products: new Set(['BTC-USD']) }

describe('readFaultOrder(body, context)', () => {
  it('reads a fault', () => {
    expect(readFaultOrder({ kind: 'drop' }, context)).toStrictEqual({ kind: 'drop' })
    const order = { kind: 'stall', connection: 'c2', product: 'BTC-USD', durationMs: 1.5 }
    expect(readFaultOrder(order, context)).toStrictEqual({ kind: 'stall', connection: 'c2', product: 'BTC-USD', durationUs: 1500 })
  })

  it.each<[unknown, string]>([
    [undefined, 'expected a JSON object with a kind'],
    [[], 'expected a JSON object with a kind'],
    [{}, 'kind: expected one of drop, duplicate'],
    [{ kind: 'dropp' }, 'received "dropp"'],
    [{ kind: 'dns' }, 'kind: expected one that a listening server can play, received dns'],
    [{ kind: 'drop', after: 3 }, 'expected only kind, connection, product, durationMs, received after'],
    [{ kind: 'drop', connection: 'c3' }, 'connection: expected one of c1, c2, received "c3"'],
    [{ kind: 'drop', product: 'ETH-USD' }, 'product: expected one of BTC-USD, received "ETH-USD"'],
    [{ kind: 'stall', durationMs: 0 }, 'durationMs: expected a number above 0 and up to 86400000, received 0'],
    [{ kind: 'stall', durationMs: '1' }, 'received "1"'],
  ])('says what is wrong with %j', (body, message) => {
    expect(readFaultOrder(body, context)).toContain(message)
  })

  it('says that no connection is open', () => {
    expect(readFaultOrder({ kind: 'drop', connection: 'c1' }, { ...context, connections: new Set() })).toContain(
      'expected none, for none is open',
    )
  })
})
