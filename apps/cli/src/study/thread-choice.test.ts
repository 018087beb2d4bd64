import { describe, expect, it } from 'vitest'
import type { Step } from '../input/reading.ts'
import { book, MadeUpConnection } from '../testing/made-up-recording.ts'
import { ThreadChoice } from './thread-choice.ts'

/** As many frames as fill so many megabytes, of so many products. */
function steps(megabytes: number, products: number): Step[] {
  const connection = new MadeUpConnection()
  const made: Step[] = []
  let bytes = 0
  for (let at = 0; bytes < megabytes * 1e6; at++) {
    const line = connection.level2(
      at,
      at < products ? 'snapshot' : 'update',
      book.concat(book, book, book, book, book),
      `P${at % products}-USD`,
    )
    const frame = Buffer.from(line.slice(line.indexOf('{')))
    bytes += frame.length
    made.push({ kind: 'frame', connection: 'one', receivedUs: at, frame })
  }
  return made
}

describe('ThreadChoice', () => {
  it.each([
    [5, 10, 2, 2],
    [5, 3, 8, 3],
    [5, 10, 8, 4],
    [5, 1, 8, 1],
    [5, 10, 1, 1],
    [1, 10, 8, 1],
  ])('of %i MB with %i products on %i cores is %i', (megabytes, products, cores, threads) => {
    const choice = new ThreadChoice(cores)
    const all = steps(megabytes, products)
    for (let at = 0; at < all.length; at += 100) choice.take(all.slice(at, at + 100))
    expect(choice.threads).toBe(threads)
  })
})
