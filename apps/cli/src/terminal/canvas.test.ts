import { describe, expect, it } from 'vitest'
import { Canvas, clipped, columnsOf } from './canvas.ts'

describe('Canvas', () => {
  it('cuts off what lies outside of it', () => {
    const canvas = new Canvas(5, 2)
    canvas.whole().put(3, 1, 'abc')
    canvas.whole().put(-1, 0, 'xyz')
    canvas.whole().put(0, 7, 'nowhere')
    expect(canvas.toText()).toBe('yz\n   ab')
  })

  it('keeps what a region draws inside of it', () => {
    const canvas = new Canvas(8, 3)
    const region = canvas.region({ x: 2, y: 1, width: 3, height: 1 })
    region.put(0, 0, 'abcdef', 'buy')
    region.put(0, 1, 'below')
    region.region({ x: 1, y: 0, width: 9, height: 9 }).put(0, 0, 'XYZ')
    expect(canvas.toText()).toBe('\n  aXY\n')
    expect([canvas.inkAt(2, 1), canvas.inkAt(3, 1)]).toEqual(['buy', 'plain'])
  })

  it('gives every glyph one cell, and a question mark to what is wider, combines or controls', () => {
    const canvas = new Canvas(20, 1)
    canvas.whole().put(0, 0, '▲█−\u001B\n漢\u0301🐳é')
    expect(canvas.toText()).toBe('▲█−?????é')
  })

  it('spells one sign for one glyph in ASCII, bars and sparklines apart', () => {
    const canvas = new Canvas(20, 2, { isAscii: true })
    canvas.whole().put(0, 0, '█▌▏▒▲▼◆▞−─│┼±σ')
    canvas.whole().putSpark(0, 1, '▁▂▃▄▅▆▇█▞·')
    expect(canvas.toText()).toBe('##|:^v*/--|+~s\n_..--==^/|')
  })
})

describe('clipped(text, columns)', () => {
  it('ends in an ellipsis where something is missing', () => {
    expect([clipped('abc', 3), clipped('abcd', 3), clipped('ab cd', 4), clipped('abc', 0)]).toEqual(['abc', 'ab…', 'ab…', ''])
    expect(columnsOf('−▞…')).toBe(3)
  })
})
