import { describe, expect, it } from 'vitest'
import { Troubles } from './troubles.ts'

const fault = { kind: 'refused', detail: '127.0.0.1:8765' } as const
const connection = 'ws1'

describe('Troubles', () => {
  it('knows of nothing while nothing is told', () => {
    const troubles = new Troubles()
    expect([troubles.disconnected, troubles.lostBook, troubles.lesser(0)]).toEqual([undefined, undefined, undefined])
  })

  it('knows what was lost of a book, and how often it was asked for, until it stands again', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'gap', receivedUs: 0, connection, expected: 7, received: 9, products: ['BTC-USD'] })
    expect(troubles.lostBook).toEqual({
      kind: 'book',
      product: 'BTC-USD',
      attempt: 0,
      reason: undefined,
      lost: { expected: 7, received: 9 },
    })
    troubles.take({ kind: 'resyncing', receivedUs: 0, connection, product: 'BTC-USD', attempt: 2, reason: 'sequence gap' })
    expect(troubles.book('BTC-USD')).toMatchObject({ attempt: 2, reason: 'sequence gap', lost: { expected: 7, received: 9 } })
    troubles.take({ kind: 'resynced', receivedUs: 0, connection, product: 'BTC-USD', afterUs: 9 })
    expect(troubles.book('BTC-USD')).toBeUndefined()
  })

  it('knows when a lost connection is dialled again, until it is back', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'disconnected', receivedUs: 1e6, connection, fault, retryInUs: 3e6 })
    expect(troubles.disconnected).toEqual({ kind: 'disconnected', connection, why: 'connection refused: 127.0.0.1:8765', retryAtUs: 4e6 })
    troubles.take({ kind: 'connected', receivedUs: 5e6, connection, attempt: 2 })
    expect(troubles.disconnected).toBeUndefined()
  })

  it('tells of what mends itself for ten seconds, and of what is not subscribed until it is', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'overrun', receivedUs: 0, droppedBatches: 1_200, droppedBytes: 9 })
    expect(troubles.lesser(9e6)).toEqual({ kind: 'overrun', droppedBatches: 1_200 })
    expect(troubles.lesser(10e6)).toBeUndefined()
    troubles.take({ kind: 'not-subscribed', receivedUs: 0, connection, channel: 'level2', products: ['FOO-USD'] })
    expect(troubles.lesser(99e6)).toMatchObject({ kind: 'not-subscribed', products: ['FOO-USD'] })
    troubles.take({ kind: 'subscribed', receivedUs: 0, connection, channel: 'level2', products: ['FOO-USD'] })
    expect(troubles.lesser(99e6)).toBeUndefined()
  })
})
