import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookEventOf, type WireLevel } from '../testing/made-up-frames.ts'
import { ScriptedFeed } from '../testing/scripted-feed.ts'
import type { ScriptedSocket } from '../testing/scripted-world.ts'

const PRODUCTS = ['A-USD', 'B-USD'] as const
const REACHES_US = 20_000

type Damage = 'none' | 'drop' | 'repeat' | 'later' | 'truncate' | 'mangle' | 'jump' | 'close' | 'mute'
interface Step {
  readonly product: string
  readonly level: WireLevel
  readonly damage: Damage
}

const steps: fc.Arbitrary<Step> = fc.record({
  product: fc.constantFrom(...PRODUCTS),
  level: fc
    .tuple(fc.constantFrom('bid', 'offer'), fc.integer({ min: 1, max: 5 }), fc.nat(3))
    .map(([side, price, size]): WireLevel => [side, String(side === 'bid' ? price : 10 + price), String(size)]),
  damage: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Damage>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Damage>('drop', 'repeat', 'later', 'truncate', 'mangle', 'jump', 'close', 'mute') },
  ),
})

/** A venue of plain maps: what it sends is damaged as the steps have it, what it knows is not. */
class PlainVenue {
  readonly feed = new ScriptedFeed({ products: PRODUCTS })
  readonly #books = new Map(
    PRODUCTS.map((product) => [
      product as string,
      new Map([
        ['bid 1', '1'],
        ['ask 20', '1'],
      ]),
    ]),
  )
  /** By socket and number: what the books were once that frame had been sent. */
  readonly #truths = new Map<ScriptedSocket, Map<number, ReadonlyMap<string, string>>>()
  readonly #sequences = new Map<ScriptedSocket, number>()
  readonly #answered = new Map<ScriptedSocket, number>()
  readonly #held = new Map<ScriptedSocket, Set<string>>()
  #heldBack: (() => void) | undefined

  constructor() {
    this.feed.name()
  }

  step({ product, level: [side, price, size], damage }: Step): void {
    const key = `${side === 'bid' ? 'bid' : 'ask'} ${price}`
    const book = this.#books.get(product)!
    if (size === '0') book.delete(key)
    else book.set(key, size)
    const socket = this.#socket
    if (damage === 'close') socket?.end({ kind: 'reset', detail: 'gone' })
    else if (socket !== undefined) this.#send(socket, bookEventOf('update', product, [[side, price, size]]), damage)
    this.rest(damage === 'mute' ? 5_500_000 : 100_000)
  }

  /** Time passes; the venue answers what it was asked. */
  rest(forUs: number): void {
    for (let left = forUs; left > 0; left -= REACHES_US) {
      this.feed.world.advance(REACHES_US)
      for (const socket of this.feed.world.sockets) if (socket.state === 'dialled') socket.open()
      const socket = this.#socket
      if (socket !== undefined) this.#answer(socket)
    }
  }

  /** Books that claim to be synced and are not what they were when the frame was sent that they claim to know. */
  falsehoods(): readonly string[] {
    return PRODUCTS.filter((product) => {
      const claim = this.feed.driver.book(product)!
      if (claim.state !== 'synced') return false
      const levels: string[] = []
      const take = (side: string) => (price: number, size: number) => levels.push(`${side} ${price} ${size}`) > 0
      claim.book.bids.walk(take('bid'))
      claim.book.asks.walk(take('ask'))
      const truths = [...this.#truths.values()].at(-1)
      return levels.toSorted().join() !== truths?.get(claim.sequence)?.get(product)
    })
  }

  get states(): readonly (string | undefined)[] {
    return PRODUCTS.map((product) => this.feed.driver.book(product)?.state)
  }

  get #socket(): ScriptedSocket | undefined {
    return this.feed.world.sockets.findLast(({ state }) => state === 'open')
  }

  #answer(socket: ScriptedSocket): void {
    for (let at = this.#answered.get(socket) ?? 0; at < socket.sent.length; at++) {
      const { type, channel, product_ids: products = [] } = socket.sent[at]!.message
      this.#answered.set(socket, at + 1)
      if (channel !== 'level2') continue
      const held = this.#held.get(socket) ?? new Set()
      this.#held.set(socket, held)
      for (const product of products) {
        if (type === 'unsubscribe') held.delete(product)
        else held.add(product)
        if (type === 'unsubscribe') continue
        const levels = [...this.#books.get(product)!].map(([key, size]): WireLevel => {
          const [side, price] = key.split(' ')
          return [side === 'bid' ? 'bid' : 'offer', price!, size]
        })
        this.#send(socket, bookEventOf('snapshot', product, levels), 'none')
      }
      this.#send(socket, { subscriptions: { level2: [...held] } }, 'none', 'subscriptions')
    }
  }

  #send(socket: ScriptedSocket, event: object, damage: Damage, channel = 'l2_data'): void {
    const sequence = (this.#sequences.get(socket) ?? 0) + (damage === 'jump' ? 3 : 0)
    this.#sequences.set(socket, sequence + 1)
    const truths = this.#truths.get(socket) ?? new Map<number, ReadonlyMap<string, string>>()
    this.#truths.set(socket, truths)
    truths.set(
      sequence,
      new Map(
        [...this.#books].map(([product, book]) => [
          product,
          [...book]
            .map(([key, size]) => `${key} ${size}`)
            .toSorted()
            .join(),
        ]),
      ),
    )
    const timestamp = new Date(this.feed.world.nowUs() / 1000).toISOString()
    const text = JSON.stringify({ channel, timestamp, sequence_num: sequence, events: [event] })
    const deliver = (written: string) => (): void => {
      if (socket.state === 'open') socket.text(written)
    }
    const heldBack = this.#heldBack
    this.#heldBack = undefined
    if (damage === 'later') this.#heldBack = deliver(text)
    else if (damage === 'truncate') deliver(text.slice(0, -20))()
    else if (damage === 'mangle') deliver(text.replace('price_level', 'price-level'))()
    else if (damage !== 'drop') deliver(text)()
    if (damage === 'repeat') deliver(text)()
    heldBack?.()
  }
}

describe('a feed whose frames are lost, repeated, swapped, cut, mangled and late', () => {
  it('never vouches for a book that is not the true one, and has them all again in the end', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 40 }), (series) => {
        const venue = new PlainVenue()
        venue.rest(1_000_000)
        expect(venue.states).toEqual(['synced', 'synced'])
        for (const step of series) {
          venue.step(step)
          expect(venue.falsehoods()).toEqual([])
        }
        for (let n = 0; n < 30; n++) venue.step({ product: 'A-USD', level: ['bid', '2', String(1 + (n % 2))], damage: 'none' })
        venue.rest(2_000_000)
        expect(venue.falsehoods()).toEqual([])
        expect(venue.states).toEqual(['synced', 'synced'])
        venue.feed.driver.stop()
        venue.feed.world.advance(0)
        expect(venue.feed.world.timers).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})
