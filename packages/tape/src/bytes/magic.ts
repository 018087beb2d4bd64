/** The kinds of stream that announce themselves in their first bytes. A skippable zstd frame carries no data of the recording. */
export type Magic = 'gzip' | 'zstd' | 'zstd-skippable'

const patterns: readonly (readonly [Magic, readonly number[], mask: number])[] = [
  ['gzip', [0x1f, 0x8b], 0xff],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], 0xff],
  ['zstd-skippable', [0x50, 0x2a, 0x4d, 0x18], 0xf0],
]

/**
 * The magic number that bytes begin with, or, when they are fewer, may go on to be; `undefined` for anything else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export function magicOf(bytes: Uint8Array): Magic | undefined {
  if (bytes.length === 0) return undefined
  return patterns.find(([, pattern, mask]) =>
    pattern.every((expected, at) => bytes[at] === undefined || (bytes[at] & (at === 0 ? mask : 0xff)) === expected),
  )?.[0]
}
