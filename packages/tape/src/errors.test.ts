import { describe, expect, it } from 'vitest'
import { ioFault, TapeError, type TapeFault, writeFault } from './errors.ts'

const name = 'btc.jsonl.zst'

describe('TapeError(fault)', () => {
  it.each<[TapeFault, string]>([
    [{ kind: 'not-found', name }, 'btc.jsonl.zst: not found'],
    [{ kind: 'is-directory', name }, 'btc.jsonl.zst: expected a recording, received a directory without a manifest'],
    [{ kind: 'no-permission', name }, 'btc.jsonl.zst: no permission to read'],
    [{ kind: 'empty', name }, 'btc.jsonl.zst: empty'],
    [{ kind: 'unknown-format', name, detail: 'the first line is no header' }, 'btc.jsonl.zst: unknown format: the first line is no header'],
    [{ kind: 'unreadable', name, detail: 'i/o error' }, 'btc.jsonl.zst: unreadable: i/o error'],
    [
      { kind: 'unsupported-compression', name, detail: 'zstd with a dictionary' },
      'btc.jsonl.zst: unsupported compression: zstd with a dictionary',
    ],
    [
      { kind: 'unsupported-version', name, format: 'of-frames', supported: 1, version: 2 },
      'btc.jsonl.zst: unsupported version of of-frames: expected 1, received 2',
    ],
    [
      { kind: 'damaged', name, line: 812, byteOffset: 4_711_032, detail: 'is not UTF-8' },
      'btc.jsonl.zst: line 812 (byte 4,711,032) is not UTF-8',
    ],
    [
      { kind: 'truncated', name, line: 1_812, byteOffset: 4_711_032, detail: 'no line feed ends it' },
      'btc.jsonl.zst: line 1,812 (byte 4,711,032) is cut off: no line feed ends it',
    ],
    [
      {
        kind: 'unclosed',
        name: 'btc',
        segment: 'segment-000002.of.gz',
        line: 1_812,
        byteOffset: 4_711,
        lastUs: 1_767_323_045_678_901,
        flushEveryMs: 500,
      },
      'btc: was not closed: ends before line 1,812 (byte 4,711) of segment-000002.of.gz, nothing received after 2026-01-02T03:04:05.678Z is in it',
    ],
    [
      {
        kind: 'unclosed',
        name: 'btc',
        segment: 'segment-000001.of.gz',
        line: 1,
        byteOffset: 0,
        lastUs: undefined,
        flushEveryMs: 500,
      },
      'btc: was not closed: ends before line 1 (byte 0) of segment-000001.of.gz, without an entry',
    ],
    [{ kind: 'missing-segment', name: 'btc', segment: 'segment-000002.of.gz' }, 'btc: segment-000002.of.gz is missing'],
    [{ kind: 'stray-segments', name: 'btc', segments: ['a', 'b'] }, 'btc: not in the manifest: a, b'],
    [{ kind: 'exists', name: 'btc' }, 'btc: already holds a recording'],
    [{ kind: 'cannot-write', name: 'btc', detail: 'EROFS: read-only' }, 'btc: cannot be written: EROFS: read-only'],
    [{ kind: 'disk-full', name: 'btc', detail: 'ENOSPC: full' }, 'btc: no room left: ENOSPC: full'],
  ])('says %o', (fault, message) => {
    const error = new TapeError(fault)
    expect(error.message).toBe(message)
    expect(error.fault).toBe(fault)
    expect(error.name).toBe('TapeError')
  })
})

describe('ioFault(name, error)', () => {
  it.each<[string, TapeFault]>([
    ['ENOENT', { kind: 'not-found', name }],
    ['ENOTDIR', { kind: 'not-found', name }],
    ['EISDIR', { kind: 'is-directory', name }],
    ['EACCES', { kind: 'no-permission', name }],
    ['EPERM', { kind: 'no-permission', name }],
    ['EIO', { kind: 'unreadable', name, detail: 'EIO: failed' }],
  ])('knows %s', (code, fault) => {
    expect(ioFault(name, Object.assign(new Error(`${code}: failed`), { code }))).toEqual(fault)
  })

  it('repeats what it does not know', () => {
    expect(ioFault(name, 'odd')).toEqual({ kind: 'unreadable', name, detail: 'odd' })
  })
})

describe('writeFault(name, error)', () => {
  it.each<[string, TapeFault]>([
    ['EEXIST', { kind: 'exists', name }],
    ['ENOSPC', { kind: 'disk-full', name, detail: 'ENOSPC: failed' }],
    ['EDQUOT', { kind: 'disk-full', name, detail: 'EDQUOT: failed' }],
    ['EFBIG', { kind: 'disk-full', name, detail: 'EFBIG: failed' }],
    ['EACCES', { kind: 'cannot-write', name, detail: 'EACCES: failed' }],
  ])('knows %s', (code, fault) => {
    expect(writeFault(name, Object.assign(new Error(`${code}: failed`), { code }))).toEqual(fault)
  })

  it('repeats what it does not know', () => {
    expect(writeFault(name, 'odd')).toEqual({ kind: 'cannot-write', name, detail: 'odd' })
  })
})
