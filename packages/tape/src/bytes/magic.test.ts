import { describe, expect, it } from 'vitest'
import { magicOf } from './magic.ts'

describe('magicOf(bytes)', () => {
  it.each<[string, readonly number[], string | undefined]>([
    ['gzip', [0x1f, 0x8b, 8, 0], 'gzip'],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
    ['the first skippable zstd frame', [0x50, 0x2a, 0x4d, 0x18], 'zstd-skippable'],
    ['the last skippable zstd frame', [0x5f, 0x2a, 0x4d, 0x18], 'zstd-skippable'],
    ['zstd that was cut inside its magic number', [0x28, 0xb5], 'zstd'],
    ['nothing in what only looks skippable', [0x60, 0x2a, 0x4d, 0x18], undefined],
    ['nothing in text', [0x7b, 0x22, 0x66, 0x6f], undefined],
    ['nothing in no bytes', [], undefined],
  ])('sees %s', (_name, bytes, expected) => {
    expect(magicOf(Uint8Array.from(bytes))).toBe(expected)
  })
})
