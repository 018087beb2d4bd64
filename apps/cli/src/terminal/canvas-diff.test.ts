import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { painter } from '../render/colour.ts'
import { Canvas, type Ink } from './canvas.ts'
import { changesBetween } from './canvas-diff.ts'

const plain = painter('none')
const WIDTH = 12
const HEIGHT = 4

const cell = fc.record({
  x: fc.nat(WIDTH - 1),
  y: fc.nat(HEIGHT - 1),
  glyph: fc.constantFrom('a', 'b', ' ', '█', '▲'),
  ink: fc.constantFrom<Ink>('plain', 'buy', 'sell', 'banner'),
})
const canvas = fc.array(cell, { maxLength: 40 }).map((cells) => {
  const drawn = new Canvas(WIDTH, HEIGHT)
  for (const { x, y, glyph, ink } of cells) drawn.set(x, y, glyph, ink)
  return drawn
})

/** What a terminal shows after a text: it knows how to clear, how to move the cursor, and which ink comes next. */
function shownAfter(writes: readonly string[]): string[] {
  const cells = Array.from({ length: WIDTH * HEIGHT }, () => ' ')
  let x = 0
  let y = 0
  let ink = ''
  // oxlint-disable-next-line no-control-regex
  for (const token of writes.join('').match(/\u001B\[[\d;]*[A-Za-z]|<\w*>|[^]/gu) ?? []) {
    // oxlint-disable-next-line no-control-regex
    const [, row, column] = /^\u001B\[(\d+);(\d+)H$/.exec(token) ?? []
    if (row !== undefined && column !== undefined) [x, y] = [Number(column) - 1, Number(row) - 1]
    else if (token.startsWith('\u001B')) cells.fill(' ')
    else if (token.startsWith('<')) ink = token.slice(1, -1)
    else cells[y * WIDTH + x++] = token === ' ' && ink !== 'banner' ? ' ' : `${token}${ink}`
  }
  return cells
}

const named = (role: string, text: string): string => `<${role}>${text}<>`

describe('changesBetween(shown, wanted, paint)', () => {
  it('writes nothing where nothing has changed', () => {
    fc.assert(
      fc.property(canvas, (same) => {
        expect(changesBetween(same, same, plain)).toBe('')
      }),
    )
  })

  it('turns whatever is shown into what is wanted', () => {
    fc.assert(
      fc.property(canvas, canvas, (first, second) => {
        const whole = shownAfter([changesBetween(undefined, second, named)])
        expect(shownAfter([changesBetween(undefined, first, named), changesBetween(first, second, named)])).toEqual(whole)
      }),
    )
  })

  it('clears a terminal of another size first', () => {
    expect(changesBetween(new Canvas(3, 3), new Canvas(4, 4), plain)).toContain('\u001B[')
  })

  it('writes a changed number and no more', () => {
    const before = new Canvas(40, 1)
    before.whole().put(0, 0, 'price 104,200.32 and much that stays')
    const after = new Canvas(40, 1)
    after.whole().put(0, 0, 'price 104,200.33 and much that stays')
    expect(changesBetween(before, after, plain)).toBe('\u001B[1;16H3')
  })
})
