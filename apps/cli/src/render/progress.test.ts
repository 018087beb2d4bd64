import { describe, expect, it } from 'vitest'
import { progressText } from './progress.ts'

const GB = 1e9

describe('progressText(doing, progress, bytesPerSecond)', () => {
  it.each([
    [1.25 * GB, 10 * GB, 310e6, 'Reading · 12 % · 1.3 of 10.0 GB · 310 MB/s · 29 s left'],
    [1.25e6, 10e6, undefined, 'Reading · 12 % · 1.3 of 10.0 MB'],
    [1e6, 400e6, 1.5e6, 'Reading · 0 % · 1.0 of 400 MB · 1.5 MB/s · 4 min 30 s left'],
    [0.5 * GB, 2_000 * GB, 100e6, 'Reading · 0 % · 0.5 of 2000 GB · 100 MB/s · 5 h 34 min left'],
    [10e6, 10e6, 5e6, 'Reading · 100 % · 10.0 of 10.0 MB · 5.0 MB/s · 0 s left'],
  ])('%s bytes of %s at %s a second', (bytesRead, totalBytes, bytesPerSecond, text) => {
    expect(progressText('Reading', { bytesRead, totalBytes }, bytesPerSecond)).toBe(text)
  })

  it('does without a share and an end where no size is known', () => {
    expect(progressText('Reading', { bytesRead: 0, totalBytes: undefined }, undefined)).toBe('Reading · 0.0 MB')
    expect(progressText('Indexing', { bytesRead: 5e6, totalBytes: undefined }, 2e6)).toBe('Indexing · 5.0 MB · 2.0 MB/s')
  })

  it('names no end that is out of sight', () => {
    expect(progressText('Reading', { bytesRead: 0, totalBytes: 10 * GB }, 0)).toBe('Reading · 0 % · 0.0 of 10.0 GB · 0.0 MB/s')
    expect(progressText('Reading', { bytesRead: 0, totalBytes: 0 }, 1e6)).toBe('Reading · 0.0 of 0.0 MB · 1.0 MB/s · 0 s left')
  })
})
