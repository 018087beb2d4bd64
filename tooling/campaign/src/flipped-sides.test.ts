import { MINUTE_US, SECOND_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { bitcoin, FaultInjector, Venue } from '@of/sim'
import { describe, expect, it } from 'vitest'

const startUs = 1_767_225_600_000_000

/** What a pipeline thinks of the sides of a venue's trades, which are flipped for a while or never. */
function verdictAfter(minutes: number, flippedMinutes: number): { verdict: string; aggression: number | null } {
  const injector = new FaultInjector({ seed: 3 })
  if (flippedMinutes > 0) injector.schedule({ kind: 'flipped-sides', atUs: startUs + SECOND_US, durationUs: flippedMinutes * MINUTE_US })
  const venue = new Venue({ seed: 3, startUs, products: [bitcoin], faults: injector.content })
  const pipeline = new Pipeline()
  const connection = venue.connect('c', {
    onFrame: (frame) => void pipeline.push({ kind: 'frame', connection: 'c', receivedUs: venue.nowUs, frame: Buffer.from(frame) }),
    onClose: () => expect.unreachable(),
  })
  for (const channel of ['level2', 'market_trades', 'heartbeats']) {
    connection.receive(JSON.stringify({ type: 'subscribe', channel, product_ids: [bitcoin.id] }))
  }
  venue.advance(startUs + minutes * MINUTE_US)
  const view = pipeline.view(bitcoin.id)
  return { verdict: view?.audit.verdict ?? 'none', aggression: view?.features.buyPressure.value ?? null }
}

describe('a venue that flips the sides of its trades', () => {
  it('is found out by the audit, and nothing that rests on sides has a value', () => {
    expect(verdictAfter(6, 6)).toEqual({ verdict: 'inverted', aggression: null })
  })

  it('is not suspected where it does not', () => {
    const { verdict, aggression } = verdictAfter(6, 0)
    expect(verdict).toBe('healthy')
    expect(aggression).not.toBeNull()
  })
})
