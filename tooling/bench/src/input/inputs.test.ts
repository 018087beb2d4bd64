import { describe, expect, it } from 'vitest'
import { trueBooks } from '../frame-contestants.ts'
import { frameShape } from './frame-shape.ts'
import { simulatedInput } from './simulated.ts'
import { updatesOnly } from './updates-only.ts'

const input = simulatedInput(10)
const numbersOf = (frames: readonly Buffer[]): number[] =>
  frames.map((frame) => (JSON.parse(frame.toString()) as { sequence_num: number }).sequence_num)
const wholeNumbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index)

describe('simulatedInput', () => {
  it('is the same bytes every time, its frames numbered without a gap', () => {
    expect(Buffer.concat(simulatedInput(10).frames).equals(Buffer.concat(input.frames))).toBe(true)
    expect(numbersOf(input.frames)).toEqual(wholeNumbers(0, input.frames.length))
  })

  it('has books as deep as real ones that never cross', () => {
    const [bitcoin, ether] = trueBooks(input)
    expect(bitcoin!.levels).toBeGreaterThan(45_000)
    expect(ether!.levels).toBeGreaterThan(22_000)
    expect(bitcoin!.bestBid).toBeLessThan(bitcoin!.bestAsk)
    expect(ether!.bestBid).toBeLessThan(ether!.bestAsk)
  })

  it('has updates as long as real ones', () => {
    const levels = Number(frameShape(input).get('levels an update frame, mean'))
    expect(levels).toBeGreaterThan(5)
    expect(levels).toBeLessThan(8)
  })
})

describe('updatesOnly', () => {
  it('opens the books beforehand, goes on with their numbers, and ends with the same books', () => {
    const updates = updatesOnly(input)
    expect(updates.opening.filter(({ kind }) => kind === 'frame')).toHaveLength(2)
    expect(numbersOf(updates.frames)).toEqual(wholeNumbers(2, updates.frames.length))
    expect(updates.frames.every((frame) => frame.includes('"type":"update"'))).toBe(true)
    expect(trueBooks(updates)).toEqual(trueBooks(input))
  })
})
