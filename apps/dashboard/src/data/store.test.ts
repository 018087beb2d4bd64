import { describe, expect, it } from 'vitest'
import { book, health } from '../testing/resources.ts'
import { Store } from './store.ts'

describe('Store', () => {
  it('shows what was received when it is told to, and only the newest of it', () => {
    const store = new Store(0)
    store.receive('book', 1, () => book({ timeUs: 1 }))
    store.receive('book', 2, () => book({ timeUs: 2 }))
    expect(store.shown.book.value).toBeUndefined()
    store.show(3)
    expect(store.shown.book.value?.timeUs).toBe(2)
  })

  it('holds what comes while it is paused, counts it, and goes on with the newest', () => {
    const store = new Store(0)
    store.receive('book', 1, () => book({ timeUs: 1 }))
    store.show(2)
    store.pause(true, 3)
    store.receive('book', 4, () => book({ timeUs: 4 }))
    store.receive('health', 5, () => health({ state: 'down' }))
    store.show(6)
    expect([store.shown.book.value?.timeUs, store.waiting.value, store.shown.health.value?.state]).toEqual([1, 2, 'down'])
    store.pause(false, 7)
    store.show(8)
    expect([store.shown.book.value?.timeUs, store.waiting.value]).toEqual([4, 0])
  })

  it('keeps nothing of a product that is shown no more', () => {
    const store = new Store(0)
    store.receive('book', 1, () => book({}))
    store.receive('health', 1, () => health({}))
    store.show(2)
    store.receive('book', 3, () => book({ timeUs: 3 }))
    store.clearProduct()
    store.show(4)
    expect([store.shown.book.value, store.shown.health.value?.state]).toEqual([undefined, 'sim'])
  })

  it('lets exchange time go on between what the service tells of it', () => {
    const store = new Store(0)
    expect(store.clockUs(5)).toBeUndefined()
    store.heardClock(1_000_000, 5)
    expect(store.clockUs(25)).toBe(1_020_000)
  })
})
