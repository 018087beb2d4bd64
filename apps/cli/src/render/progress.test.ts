import { describe, expect, it } from 'vitest'
import { progressText } from './progress.ts'

describe('progressText(progress)', () => {
  it('says how much of a file was read', () => {
    expect(progressText({ bytesRead: 1_250_000, totalBytes: 10_000_000, lines: 1_204 })).toBe(
      'Reading · 12 % · 1.3 MB of 10.0 MB · 1,204 lines',
    )
  })

  it('does without a share where no size is known', () => {
    expect(progressText({ bytesRead: 0, totalBytes: undefined, lines: 1 })).toBe('Reading · 0.0 MB · 1 line')
  })
})
