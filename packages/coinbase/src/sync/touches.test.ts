import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTouch, type BestPrices, clearTouches, hasTouch, noTouches, trimTouches } from './touches.ts'

interface PlainTouch {
  readonly fromUs: number
  untilUs: number
  readonly bidPrice: number
  readonly askPrice: number
}

/** Touches in a list, the plain way. */
class PlainTouches {
  list: PlainTouch[] = []

  add({ timeUs, bidPrice, askPrice }: BestPrices): void {
    const last = this.list.at(-1)
    if (last !== undefined) last.untilUs = Math.max(last.untilUs, timeUs)
    if (last?.bidPrice !== bidPrice || last.askPrice !== askPrice) this.list.push({ fromUs: timeUs, untilUs: timeUs, bidPrice, askPrice })
  }

  trim(endedBeforeUs: number, most: number): void {
    while (this.list.length > 1 && (this.list[0]!.untilUs < endedBeforeUs || this.list.length > most)) this.list.shift()
  }

  has({ timeUs, bidPrice, askPrice }: BestPrices, closeUs: number, among: number): boolean {
    return this.list
      .slice(-among)
      .filter((touch) => touch.bidPrice === bidPrice && touch.askPrice === askPrice)
      .some(({ fromUs, untilUs }) => timeUs >= fromUs - closeUs && timeUs <= untilUs + closeUs)
  }
}

const prices: fc.Arbitrary<BestPrices> = fc.record({
  timeUs: fc.nat(400),
  bidPrice: fc.integer({ min: 1, max: 4 }),
  askPrice: fc.integer({ min: 5, max: 7 }),
})

const steps = fc.array(
  fc.record({
    prices,
    look: prices,
    closeUs: fc.nat(50),
    among: fc.constantFrom(1, 3, 100),
    keptUs: fc.nat(300),
    most: fc.constantFrom(2, 40, 100),
  }),
  { size: '+1' },
)

describe('Touches', () => {
  it('know what a list of them knows', () => {
    fc.assert(
      fc.property(steps, (series) => {
        const touches = noTouches()
        const plain = new PlainTouches()
        for (const { prices: shown, look, closeUs, among, keptUs, most } of series) {
          addTouch(touches, shown.timeUs, shown)
          plain.add(shown)
          trimTouches(touches, shown.timeUs - keptUs, most)
          plain.trim(shown.timeUs - keptUs, most)
          expect(touches.count).toBe(plain.list.length)
          expect(hasTouch(touches, look, closeUs, among)).toBe(plain.has(look, closeUs, among))
        }
      }),
    )
  })

  it('go on alike from a checkpoint, and know nothing once they are cleared', () => {
    const touches = noTouches()
    for (let n = 0; n < 100; n++) {
      addTouch(touches, n, { bidPrice: n, askPrice: n + 1 })
      trimTouches(touches, n - 20, 1_000)
    }
    const resumed = structuredClone(touches)
    for (const ring of [touches, resumed]) addTouch(ring, 100, { bidPrice: 7, askPrice: 8 })
    expect(resumed).toEqual(touches)
    expect(hasTouch(touches, { timeUs: 90, bidPrice: 90, askPrice: 91 }, 0, 1_000)).toBe(true)
    clearTouches(touches)
    expect(hasTouch(touches, { timeUs: 90, bidPrice: 90, askPrice: 91 }, 1e9, 1_000)).toBe(false)
  })
})
