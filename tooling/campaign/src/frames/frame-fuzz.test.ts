import { type Frame, FrameReader, readFrame } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { FrameFuzz, fuzzedFrame } from './frame-fuzz.ts'

const options = { seed: 1, first: 0, frames: 3_000 }

describe('FrameFuzz(frames)', () => {
  it('finds no frame that is read to something else than its text', () => {
    const fuzz = new FrameFuzz(options)
    while (fuzz.advance(1_000));
    const { fast, slow, failing } = fuzz.result
    expect(failing).toEqual([])
    expect(fast).toBeGreaterThan(300)
    expect(slow).toBeGreaterThan(1_000)
    expect(fast + slow).toBe(options.frames)
  })

  it('catches a reader that takes an offer for a bid, and names the frame', () => {
    const reader = new FrameReader()
    const broken = {
      slow: reader.slow,
      read: (bytes: Uint8Array): Frame => {
        const frame = reader.read(bytes)
        if (frame.kind === 'level2') frame.events[0]?.changes.asks.fill(0)
        return frame
      },
    }
    const fuzz = new FrameFuzz(options, broken)
    expect(fuzz.advance(options.frames)).toBe(false)
    for (const { number, bytes } of fuzz.failures) {
      expect(bytes).toEqual(fuzzedFrame(options.seed, number))
      expect(readFrame(Buffer.from(bytes).toString()).kind).toBe('level2')
    }
    expect(fuzz.result.failing).toHaveLength(10)
  })
})
