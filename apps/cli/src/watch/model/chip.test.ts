import type { FeedHealth } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { madeUpProduct, NOW_US } from '../testing/made-up-model.ts'
import { type ChipInput, chipOf } from './chip.ts'

const label = { kind: 'live', isSimulated: false, words: '' } as const
const healthy: ChipInput = { label, health: undefined, silentUs: 40_000, hasEnded: false, product: madeUpProduct(), nowUs: NOW_US }

function health(state: 'connecting' | 'open' | 'waiting', frames: number): FeedHealth {
  return { connections: [{ state, frames }], products: [] } as unknown as FeedHealth
}

describe('chipOf(input)', () => {
  it.each([
    ['live', {}, 'LIVE synced 31 ms', 'ok'],
    ['simulated', { label: { ...label, isSimulated: true } }, 'SIM synced 31 ms', 'ok'],
    ['a replay', { label: { ...label, kind: 'replay' as const }, silentUs: undefined }, 'REPLAY synced 31 ms', 'ok'],
    ['silent for two heartbeats', { silentUs: 2_000_000 }, 'LIVE synced 31 ms', 'ok'],
    ['silent for longer', { silentUs: 14_300_000 }, 'STALE 14 s', 'crit'],
    ['without an open connection', { health: health('waiting', 9), silentUs: 5_000_000 }, 'DOWN 5 s', 'crit'],
    ['connecting for the first time', { health: health('connecting', 0), silentUs: undefined }, 'DOWN connecting', 'warn'],
    ['without its book', { product: madeUpProduct({ bookState: 'resyncing', bookSinceUs: NOW_US - 3e6 }) }, 'LIVE resyncing 3 s', 'crit'],
    ['before the first snapshot', { product: madeUpProduct({ bookState: 'empty' }) }, 'LIVE no snapshot yet', 'warn'],
    ['at the end of a replay', { label: { ...label, kind: 'replay' as const }, hasEnded: true }, 'REPLAY ended', 'warn'],
    ['at the end of a feed', { hasEnded: true }, 'DOWN ended', 'crit'],
  ])('says %s', (_title, input, text, tone) => {
    const chip = chipOf({ ...healthy, ...input })
    expect([`${chip.word} ${chip.state}`, chip.tone]).toEqual([text, tone])
  })
})
