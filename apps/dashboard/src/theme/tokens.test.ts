import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { channelsOf, withAlpha } from './palette.ts'

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
  const [red, green, blue] = channelsOf(color).map((channel) => {
    const share = channel / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
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

describe('withAlpha(color, alpha)', () => {
  it('is a colour of eight digits', () => {
    expect(withAlpha('#f4cf58', 0.3)).toBe('#f4cf584d')
  })
})
