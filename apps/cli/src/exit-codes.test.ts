import { describe, expect, it } from 'vitest'
import { exitCodeMeanings, exitCodes } from './exit-codes.ts'

describe('exitCodeMeanings', () => {
  it('explains every exit code once', () => {
    expect(exitCodeMeanings.map(([code]) => code)).toEqual(Object.values(exitCodes))
  })
})
