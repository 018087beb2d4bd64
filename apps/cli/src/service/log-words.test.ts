import { createLogger } from '@of/service'
import { describe, expect, it } from 'vitest'
import { logWords } from './log-words.ts'

describe('logWords(line)', () => {
  it('says when, what and about what, and nothing of what is not known', () => {
    const said: string[] = []
    const logger = createLogger('warn', { write: (line) => void said.push(logWords(line)) })
    logger.warn({ connection: 'ws1', products: ['BTC-USD', 'ETH-USD'], retryInMs: 500, reason: null }, 'disconnected')
    expect(said).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\dZ disconnected · connection ws1 · products BTC-USD, ETH-USD · retryInMs 500$/),
    ])
  })
})
