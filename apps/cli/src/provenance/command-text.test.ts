import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { commandText } from './command-text.ts'

describe('commandText(argv)', () => {
  it('is what was typed', () => {
    expect(commandText(['backtest', 'monday', '--fees', 'taker-60bps', '--json'])).toBe('of backtest monday --fees taker-60bps --json')
  })

  it('is the same wherever the result goes, and however fast', () => {
    const typed = [
      'tune',
      'monday',
      '--threads',
      '2',
      '--fees',
      '25',
      '--out=best.json',
      '--registry',
      'r',
      '--color=never',
      '--verbose',
      '--look',
    ]
    expect(commandText(typed)).toBe('of tune monday --fees 25 --look')
  })

  it('gives a shell the words it was made of', () => {
    const argv = ['study', "it's monday", '$HOME', 'a"b', '*', 'line\nbreak', '--horizons', '1s,5s', 'é']
    const echoed = execFileSync('/bin/sh', ['-c', commandText(argv).replace(/^of /, 'printf "%s|" ')], { encoding: 'utf8' })
    expect(echoed).toBe(`${argv.join('|')}|`)
  })
})
