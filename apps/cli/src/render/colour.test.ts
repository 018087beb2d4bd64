import { describe, expect, it } from 'vitest'
import { colourDepth, painter } from './colour.ts'

const terminal = { isTTY: true }

describe('colourDepth(wish, stream, environment)', () => {
  it.each<[string, Parameters<typeof colourDepth>, ReturnType<typeof colourDepth>]>([
    ['is plain in a pipe', ['auto', {}, { TERM: 'xterm-256color' }], 'none'],
    ['is plain under NO_COLOR', ['auto', terminal, { NO_COLOR: '1', COLORTERM: 'truecolor' }], 'none'],
    ['ignores an empty NO_COLOR', ['auto', terminal, { NO_COLOR: '', TERM: 'xterm' }], '16'],
    ['is plain on a dumb terminal', ['auto', terminal, { TERM: 'dumb' }], 'none'],
    ['has 16 colours on a plain terminal', ['auto', terminal, { TERM: 'xterm' }], '16'],
    ['has 256 colours where the terminal says so', ['auto', terminal, { TERM: 'tmux-256color' }], '256'],
    ['has all colours where the terminal says so', ['auto', terminal, { TERM: 'xterm', COLORTERM: 'truecolor' }], 'truecolor'],
    ['never colours when told so', ['never', terminal, { COLORTERM: 'truecolor' }], 'none'],
    ['colours a pipe when told so, whatever NO_COLOR says', ['always', {}, { NO_COLOR: '1' }], '16'],
  ])('%s', (_title, given, depth) => {
    expect(colourDepth(...given)).toBe(depth)
  })
})

describe('painter(depth)', () => {
  it('leaves text alone without colours', () => {
    expect(painter('none')('buy', 'LONG')).toBe('LONG')
  })

  it('ends every colour that it begins', () => {
    expect(painter('truecolor')('buy', 'LONG')).toBe('\u001B[38;2;69;174;250mLONG\u001B[0m')
    expect(painter('256')('sell', 'SHORT')).toBe('\u001B[38;5;209mSHORT\u001B[0m')
    expect(painter('16')('banner', 'SIMULATED')).toBe('\u001B[7;93mSIMULATED\u001B[0m')
  })

  it('paints nothing around nothing', () => {
    expect(painter('16')('dim', '')).toBe('')
  })
})
