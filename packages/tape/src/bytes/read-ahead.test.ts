import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAhead } from './read-ahead.ts'

const unit = { most: 3, sizeOf: () => 1 }

/** Counts up, a turn of the event loop for each, and notes how far it came and whether it was closed. */
class Counting {
  made = 0
  isClosed = false

  async *items(count: number, error?: Error): AsyncGenerator<number, void, undefined> {
    try {
      for (; this.made < count;) {
        await nextTurn()
        yield this.made++
      }
      if (error !== undefined) throw error
    } finally {
      this.isClosed = true
    }
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}

describe('readAhead(open, limit)', () => {
  it('hands all items on in their order, however fast they are made and taken', async () => {
    const pauses = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(pauses, pauses, fc.integer({ min: 1, max: 9 }), async (making, taking, most) => {
        async function* made(): AsyncGenerator<number> {
          for (let item = 0; item < 20; item++) {
            await turns(making[item % making.length]!)
            yield item
          }
        }
        const taken: number[] = []
        for await (const item of readAhead(made, { most, sizeOf: (size) => size % 3 })) {
          taken.push(item)
          await turns(taking[item % taking.length]!)
        }
        expect(taken).toEqual(Array.from({ length: 20 }, (_, item) => item))
      }),
      { numRuns: 30 },
    )
  })

  it('makes the next items while one is worked on, as many as allowed and no more', async () => {
    const counting = new Counting()
    for await (const item of readAhead(() => counting.items(20), unit)) {
      await turns(20)
      // Those that wait, and the one in hand.
      expect(counting.made).toBe(Math.min(20, item + 1 + 3))
    }
  })

  it('begins with nothing before the first item is asked for', async () => {
    const counting = new Counting()
    readAhead(() => counting.items(20), unit)
    await turns(5)
    expect(counting.made).toBe(0)
  })

  it('throws what the source throws, behind its last item', async () => {
    const counting = new Counting()
    const failure = new Error('made up')
    const taken: number[] = []
    const taking = async (): Promise<void> => {
      for await (const item of readAhead(() => counting.items(2, failure), unit)) {
        // Long enough for the failure to be there before the second item is asked for.
        await turns(10)
        taken.push(item)
      }
    }
    await expect(taking()).rejects.toBe(failure)
    expect(taken).toEqual([0, 1])
  })

  it('closes the source when nobody takes any more, while it waits for room and while it makes an item', async () => {
    for (const pause of [0, 20]) {
      const counting = new Counting()
      for await (const item of readAhead(() => counting.items(20), unit)) {
        await turns(pause + item)
        break
      }
      expect(counting.isClosed).toBe(true)
      expect(counting.made).toBeLessThan(6)
    }
  })

  it('tells a source that waits for ever when nobody takes any more', async () => {
    let reason = ''
    async function* stuck(left: AbortSignal): AsyncGenerator<number> {
      yield 1
      await new Promise((resolve) => left.addEventListener('abort', resolve))
      reason = left.reason.name
    }
    const taken: number[] = []
    for await (const item of readAhead(stuck, unit)) {
      taken.push(item)
      break
    }
    expect(taken).toEqual([1])
    expect(reason).toBe('AbortError')
  })
})
