import { describe, expect, it } from 'vitest'
import { keysOf } from './keys.ts'

describe('keysOf(sent)', () => {
  it.each([
    ['letters', 'qp?', ['q', 'p', '?']],
    ['arrows of both kinds', '\u001B[D\u001BOC', ['left', 'right']],
    ['control keys', '\u0003\u001A', ['ctrl-c', 'ctrl-z']],
    ['an escape alone', '\u001B', ['escape']],
    ['keys that mean nothing here', '\u001B[15~\u001B[1;5Cq', ['q']],
    ['a glyph beyond ASCII', '−', ['−']],
    ['nothing', '', []],
  ])('reads %s', (_title, sent, keys) => {
    expect(keysOf(sent)).toEqual(keys)
  })
})
