import { TapeError } from '@of/tape'
import { describe, expect, it } from 'vitest'
import { CliError } from '../errors.ts'
import { explain } from '../explain/explain.ts'
import { painter } from './colour.ts'
import { renderFailure } from './failure.ts'

const plain = painter('none')

describe('renderFailure(explanation, paint)', () => {
  it('says what failed, what it means, what to do, and a code', () => {
    expect(renderFailure(explain(new TapeError({ kind: 'not-found', name: 'tapes/a.zst' })), plain)).toBe(
      [
        'error: tapes/a.zst: not found',
        '',
        '  There is no such file.',
        '  Try:  ls tapes/    shows what is there',
        '',
        '  code E_NOT_FOUND · exit 66 · --verbose for the trace',
        '',
      ].join('\n'),
    )
  })

  it('keeps the first line under 100 characters and the whole of it below', () => {
    const name = `${'deep/'.repeat(30)}a.zst`
    const [first = '', ...rest] = renderFailure(explain(new TapeError({ kind: 'empty', name })), plain).split('\n')
    expect(first).toMatch(/^error: (deep\/)+.*…$/)
    expect(first.length).toBeLessThan(100)
    expect(rest).toContain(`  ${name}: empty`)
  })

  it('names the products that are there', () => {
    const error = new CliError({ kind: 'unknown-product', unknown: ['DOGE-USD'], available: ['BTC-USD', 'ETH-USD'] })
    expect(renderFailure(explain(error), plain)).toContain('error: DOGE-USD: not in the recording\n\n  It holds BTC-USD, ETH-USD.\n')
  })

  it('takes an unexpected error for a fault of the program', () => {
    expect(explain(new TypeError('x is not a function'))).toMatchObject({ code: 'E_INTERNAL', exitCode: 70 })
  })
})
