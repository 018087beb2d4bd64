import type { Reading } from './virtual-net.ts'

/** Clients that are broken on purpose, each as one that was found in the field. */
export const breakages = ['no-sequence-check', 'side-not-flipped', 'string-zero', 'no-atomic-batch'] as const

/** One way in which a client can be broken. */
export type Breakage = (typeof breakages)[number]

const NUMBER = /"sequence_num":(\d+)/

/**
 * What a broken client makes of a frame before ours reads it: ours then behaves as the broken one would.
 *
 * A client without a sequence check sees numbers without holes; one that does not turn the maker's side round, the other side; one that compares
 * a quantity with the text `0`, a crumb where the venue writes `0.00000000`; one that shows its book amid a batch, a frame for each level.
 */
export function readingOf(breakage: Breakage | undefined): Reading {
  switch (breakage) {
    case undefined:
      return (text) => [text]
    case 'no-sequence-check':
      return numberedAnew((text) => [text])
    case 'side-not-flipped':
      return (text) => [
        text.includes('"channel":"market_trades"')
          ? text.replaceAll(/"(BUY|SELL)"/g, (side) => (side === '"BUY"' ? '"SELL"' : '"BUY"'))
          : text,
      ]
    case 'string-zero':
      return (text) => [text.replaceAll('"new_quantity":"0.00000000"', '"new_quantity":"0.00000001"')]
    case 'no-atomic-batch':
      return numberedAnew(levelByLevel)
  }
}

/** The venue's other surface pads removals: a client must compare quantities as numbers. */
export function paddedZeros(text: string): string {
  return text.replaceAll('"new_quantity":"0"', '"new_quantity":"0.00000000"')
}

function numberedAnew(read: (text: string) => readonly string[]): Reading {
  const next = new Map<string, number>()
  return (text, link) =>
    read(text).map((frame) =>
      frame.replace(NUMBER, () => {
        const number = next.get(link) ?? 0
        next.set(link, number + 1)
        return `"sequence_num":${number}`
      }),
    )
}

function levelByLevel(text: string): readonly string[] {
  const updates = /"type":"update".*?"updates":\[(.+?)\]/.exec(text)?.[1]
  if (!text.includes('"channel":"l2_data"') || updates === undefined) return [text]
  return updates.split(/(?<=\}),/).map((level) => text.replace(updates, level))
}
