import { describe, expect, it } from 'vitest'
import { parseSize } from './size.ts'

describe('parseSize(text)', () => {
  it.each([
    ['2GB', 2_000_000_000],
    ['500MB', 500_000_000],
    ['1.5GiB', 1_610_612_736],
    ['64KiB', 65_536],
    ['10kB', 10_000],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })

  it.each(['', '2', 'GB', '0MB', '-1GB', '1e3MB', '2 GB', '2gb', '2XiB', '1TiB'])('does not read %j', (text) => {
    expect(parseSize(text)).toBeUndefined()
  })
})
