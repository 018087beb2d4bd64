import type { TapeFault } from '@of/tape'
import { describe, expect, it } from 'vitest'
import { explainTape } from './tape-fault.ts'

const name = 'monday/'

describe('explainTape(fault)', () => {
  it.each<[TapeFault, code: string, exitCode: number, remedy: string | undefined]>([
    [{ kind: 'is-directory', name }, 'E_IS_DIRECTORY', 66, 'of analyze monday/*'],
    [
      { kind: 'unclosed', name, segment: 'segment-000001.of.gz', line: 3, byteOffset: 90, lastUs: 1, flushEveryMs: 500 },
      'E_UNCLOSED',
      65,
      undefined,
    ],
    [{ kind: 'missing-segment', name, segment: 'segment-000001.of.gz' }, 'E_MISSING_SEGMENT', 65, 'of analyze monday/segment-*'],
    [{ kind: 'stray-segments', name, segments: ['segment-000001.of.gz'] }, 'E_STRAY_SEGMENTS', 65, 'of analyze monday/segment-*'],
    [{ kind: 'exists', name }, 'E_EXISTS', 73, '--out monday-2'],
    [{ kind: 'cannot-write', name, detail: 'EROFS' }, 'E_CANNOT_WRITE', 73, 'ls -ld monday/'],
    [{ kind: 'disk-full', name, detail: 'ENOSPC' }, 'E_DISK_FULL', 74, 'df -h monday/'],
  ])('says what can be done about %o', (fault, code, exitCode, remedy) => {
    const explanation = explainTape(fault)
    expect(explanation).toMatchObject({ code, exitCode })
    expect(explanation.remedies[0]?.[0]).toBe(remedy)
    expect(explanation.meaning).not.toHaveLength(0)
  })

  it('says how often an unclosed recording was brought to the file', () => {
    const { meaning } = explainTape({ kind: 'unclosed', name, segment: 's', line: 1, byteOffset: 0, lastUs: undefined, flushEveryMs: 500 })
    expect(meaning.join(' ')).toContain('every 0.5 s')
  })
})
