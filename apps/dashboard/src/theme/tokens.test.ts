import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { channelsOf, sixDigits, withAlpha } from './palette.ts'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const [dark = '', light = ''] = css.split(":root[data-theme='light']").map((block) => block)

function tokens(block: string): ReadonlyMap<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

/** Contrast by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((one, two) => two - one)
  return (high + 0.05) / (low + 0.05)
}

function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color).map(linearOf) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Light of a channel, 0…1. */
function linearOf(channel: number): number {
  const share = channel / 255
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

describe.each([
  ['dark', tokens(dark)],
  ['light', tokens(light)],
])('tokens of the %s theme', (_, theme) => {
  it.each(['t1', 't2', 't3', 'buy', 'sell', 'accent', 'ok', 'warn', 'crit'])('let %s be read on panels and controls', (name) => {
    for (const ground of ['panel', 'raised']) expect(contrast(theme.get(name)!, theme.get(ground)!)).toBeGreaterThanOrEqual(4.5)
  })

  it('let text be read on a side colour and on the accent', () => {
    for (const [text, ground] of [
      ['on-buy', 'buy'],
      ['on-sell', 'sell'],
      ['on-accent', 'accent'],
    ] as const)
      expect(contrast(theme.get(text)!, theme.get(ground)!)).toBeGreaterThanOrEqual(4.5)
  })
})

/** What is left of red, green and blue (linear) without one kind of cone: Machado, Oliveira, Fernandes 2009, at full strength. */
const blindness: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  protanopia: [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
  ],
  deuteranopia: [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_82, 0.042_94, 0.968_881],
  ],
  tritanopia: [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_9],
  ],
}

/** Difference of two colours, CIE 1976, as an eye of such a kind sees them. */
function difference(a: string, b: string, kind: string): number {
  const [one, other] = [a, b].map((color) => lab(seenBy(color, kind)))
  return Math.hypot(...one!.map((value, i) => value - other![i]!))
}

function seenBy(color: string, kind: string): number[] {
  const linear = channelsOf(color).map(linearOf)
  return blindness[kind]!.map((row) => Math.min(1, Math.max(0, row[0] * linear[0]! + row[1] * linear[1]! + row[2] * linear[2]!)))
}

function lab([red = 0, green = 0, blue = 0]: readonly number[]): readonly number[] {
  const [x, y, z] = [
    (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47,
    0.2126 * red + 0.7152 * green + 0.0722 * blue,
    (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83,
  ].map((value) => (value > 0.008_856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)) as [number, number, number]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

describe.each(Object.keys(blindness))('to eyes with %s', (kind) => {
  it.each([
    ['dark', tokens(dark)],
    ['light', tokens(light)],
  ])('buy and sell of the %s theme stay far apart', (_, theme) => {
    expect(difference(theme.get('buy')!, theme.get('sell')!, kind)).toBeGreaterThan(85)
  })
})

describe('sixDigits(color)', () => {
  it('is the same colour at the length that channels and opacity are read at', () => {
    expect(['#fff', '#1f0B02', '#a1C', '#0000000d'].map(sixDigits)).toEqual(['#ffffff', '#1f0B02', '#aa11CC', '#0000000d'])
  })
})

describe('withAlpha(color, alpha)', () => {
  it('is a colour of eight digits', () => {
    expect(withAlpha('#f4cf58', 0.3)).toBe('#f4cf584d')
  })
})
