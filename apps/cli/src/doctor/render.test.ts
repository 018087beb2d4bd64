import { describe, expect, it } from 'vitest'
import { painter } from '../render/colour.ts'
import type { Finding } from './finding.ts'
import { renderExamination, wrapped } from './render.ts'

const findings: readonly Finding[] = [
  { name: 'connect', subject: null, verdict: 'pass', detail: 'open after 41 ms, 1 connection', remedy: null },
  { name: 'sequence', subject: null, verdict: 'pass', detail: '1,912 messages, 0 gaps', remedy: null },
  {
    name: 'aggressor-audit',
    subject: 'BTC-USD',
    verdict: 'warn',
    detail: '60 of 71 orders agree (84.5 %), needs 90 %',
    remedy: 'look longer: --for 5m',
  },
  {
    name: 'features',
    subject: 'BTC-USD',
    verdict: 'fail',
    detail:
      '69 of 90 populated, 11 n/a (delta60 and 10 more: aggressor audit: side inverted), 10 warming up (ofiMomentum and 1 more: 50 s left)',
    remedy: 'see the checks above: a source is lost or not believed',
  },
]

describe('renderExamination(examination, columns, paint)', () => {
  it('shows every finding, and what can be done about those that are bad', () => {
    const examination = { heading: ['of doctor', 'BTC-USD', 'Coinbase', '30 s'], findings, isSimulated: false, exitCode: 1 } as const
    expect(renderExamination(examination, 80, painter('none'))).toBe(`of doctor · BTC-USD · Coinbase · 30 s

  PASS  connect          open after 41 ms, 1 connection
  PASS  sequence         1,912 messages, 0 gaps
  WARN  aggressor-audit  60 of 71 orders agree (84.5 %), needs 90 %
        ↳ look longer: --for 5m
  FAIL  features         69 of 90 populated, 11 n/a (delta60 and 10 more:
                         aggressor audit: side inverted), 10 warming up
                         (ofiMomentum and 1 more: 50 s left)
        ↳ see the checks above: a source is lost or not believed

1 failed, 1 warning, 2 passed · exit 1
`)
  })

  it('puts each product under its name where there are several, and says what is simulated', () => {
    const other = findings.slice(2).map((finding) => ({ ...finding, subject: 'ETH-USD' }))
    const examination = { heading: ['of doctor'], findings: [...findings, ...other], isSimulated: true, exitCode: 1 } as const
    const lines = renderExamination(examination, 80, painter('none')).split('\n')
    expect(lines[1]).toMatch(/^▞▞▞ SIMULATED {2}not a market/)
    expect(lines.filter((line) => /^ {2}[A-Z]{3}-USD$/.test(line))).toEqual(['  BTC-USD', '  ETH-USD'])
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})

describe('wrapped(text, width)', () => {
  it('loses nothing, and exceeds the width only for a word that is longer', () => {
    const text = 'a bb ccc dddd eeeee ffffff ggggggg'
    for (let width = 1; width < 40; width++) {
      const lines = wrapped(text, width)
      expect(lines.join(' ')).toBe(text)
      for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
    }
  })
})
