import { SECOND_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { threadsOf } from './thread-options.ts'

const work = { paths: ['monday'], sampleEveryUs: SECOND_US, command: 'of features' }

describe('threadsOf(options, work)', () => {
  it('takes what is asked for', () => {
    expect(['1', '2', '64'].map((threads) => threadsOf({ threads }, work))).toEqual([1, 2, 64])
  })

  it('leaves the choice open where samples are frequent, but not for a pipe', () => {
    expect(threadsOf({}, work)).toBe('auto')
    expect(threadsOf({}, { ...work, sampleEveryUs: 60 * SECOND_US })).toBe(1)
    expect(threadsOf({}, { ...work, sampleEveryUs: undefined })).toBe(1)
    expect(threadsOf({}, { ...work, paths: ['-'] })).toBe(1)
  })

  it('keeps factors of one’s own in one', () => {
    const factors = ['mine.mjs']
    expect([threadsOf({ factors }, work), threadsOf({ factors, threads: '1' }, work)]).toEqual([1, 1])
    expect(() => threadsOf({ factors, threads: '2' }, work)).toThrow('--threads: expected 1 with --factors, received 2')
  })

  it.each(['0', '65', '-1', '1.5', 'many', ''])('refuses %j', (threads) => {
    expect(() => threadsOf({ threads }, work)).toThrow(/^--threads: expected a (whole )?number from 1 to 64, received /)
  })
})
