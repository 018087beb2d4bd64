import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BacktestCheckpoint, PaperRecord } from '@of/backtest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Journal } from './journal.ts'

const setup = { arms: ['flow'] }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-journal-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const checkpointAt = (nowUs: number): BacktestCheckpoint => ({
  startedUs: 0,
  tally: [],
  accounts: { nowUs, exchangeUs: nowUs, nextMarkUs: 60_000_000, products: [] },
})

const emitted = (timeUs: number): PaperRecord => ({
  kind: 'emitted',
  arm: 'flow',
  product: 'BTC-USD',
  timeUs,
  direction: 'HOLD',
  abstained: false,
  net: 0,
})

/** A journal of so many lines of a record each, the last of which is of a mid. */
async function written(path: string, lines: number): Promise<string> {
  const journal = await Journal.open(path, setup)
  for (let at = 1; at <= lines; at++) {
    journal.note(at < lines ? emitted(at) : { kind: 'read', product: 'BTC-USD', timeUs: at, afterUs: 0, mid: null })
    await journal.flush({ checkpoint: () => checkpointAt(at), memory: () => ({ products: [] }) })
  }
  await journal.close()
  return await readFile(path, 'utf8')
}

describe('Journal', () => {
  it('goes on from the last line that is whole, wherever it was cut off', async () => {
    const path = join(folder, 'cut.ndjson')
    const text = await written(path, 4)
    for (let cut = 0; cut <= text.length; cut += 31) {
      await writeFile(path, text.slice(0, cut))
      const journal = await Journal.open(path, setup)
      await journal.close()
      const lines = text.slice(0, cut).split('\n').length - 2
      expect(journal.before === undefined ? [] : [...journal.before.records].length).toEqual(lines < 1 ? [] : lines)
      expect(journal.before?.checkpoint.accounts.nowUs).toBe(lines < 1 ? undefined : Math.min(lines, 3))
      expect(await readFile(path, 'utf8')).toBe(
        text
          .split('\n')
          .slice(0, Math.max(1, lines + 1))
          .map((line) => `${line}\n`)
          .join(''),
      )
    }
  })

  it('refuses other options, what is no journal and what is damaged, and changes nothing of it', async () => {
    const path = join(folder, 'refused.ndjson')
    const text = await written(path, 3)
    const refusal = async (content: string, under: Record<string, unknown> = setup): Promise<string> => {
      await writeFile(path, content)
      const message = await Journal.open(path, under).then(
        () => 'opened',
        (error: Error) => error.message,
      )
      expect(await readFile(path, 'utf8')).toBe(content)
      return message
    }
    expect(await refusal(text, { arms: ['both'] })).toContain(
      'was kept under other options: expected {"journal":"of-paper","setup":{"arms":["both"]}',
    )
    expect(await refusal('{"a":1}\n')).toContain('line 1: expected a journal of of paper')
    expect(await refusal('notes of mine')).toContain('line 1: expected a journal of of paper')
    expect(await refusal(text.replace('"records":[{"kind":"emitted"', '"records":[{kind'))).toMatch(/line 2: expected JSON, received/)
    expect(await refusal(`${text}{"a":1}\n`)).toContain('line 5: expected records, a checkpoint or a memory')
    expect(await Journal.open(join(folder, 'no', 'where'), setup).catch((error: Error) => error.message)).toContain('ENOENT')
  })
})
