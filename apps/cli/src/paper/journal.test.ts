import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alwaysSource, type BacktestCheckpoint, explicitFees, type PaperRecord } from '@of/backtest'
import { flowSource, presets, ruleSetHash } from '@of/signals'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { armSetup } from './arm-setup.ts'
import { Journal } from './journal.ts'
import { readJournal } from './journal-lines.ts'
import type { JournalSetup } from './journal-setup.ts'

const setup: JournalSetup = {
  products: ['BTC-USD'],
  simulated: true,
  arms: [armSetup({ name: 'flow', source: flowSource() }), armSetup({ name: 'long', source: alwaysSource('LONG') })],
  decideEveryUs: 60_000_000,
  options: { fees: explicitFees(25, 15), notional: 1_000, latencyUs: 0 },
}

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
    const head = text.indexOf('\n')
    for (let cut = 0; cut <= text.length; cut += cut < head - 500 ? 499 : 31) {
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
    const refusal = async (content: string, under = setup): Promise<string> => {
      await writeFile(path, content)
      const message = await Journal.open(path, under).then(
        () => 'opened',
        (error: Error) => error.message,
      )
      expect(await readFile(path, 'utf8')).toBe(content)
      return message
    }
    expect(await refusal(text, { ...setup, decideEveryUs: 1 })).toBe(
      `${path}: was kept under other options: setup.decideEveryUs: expected 1, received 60000000`,
    )
    expect(await refusal(text, { ...setup, products: ['ETH-USD'] })).toContain('setup.products[0]: expected "ETH-USD", received "BTC-USD"')
    expect(await refusal('{"a":1}\n')).toContain('line 1: expected a journal of of paper')
    expect(await refusal('notes of mine')).toContain('line 1: expected a journal of of paper')
    expect(await refusal(text.replace('"records":[{"kind":"emitted"', '"records":[{kind'))).toMatch(/line 2: expected JSON, received/)
    expect(await refusal(`${text}{"a":1}\n`)).toContain('line 5: expected records, a checkpoint or a memory')
    expect(await Journal.open(join(folder, 'no', 'where'), setup).catch((error: Error) => error.message)).toContain('ENOENT')
  })

  it('ties arms to their rules: it is not gone on with where an arm has others under the same name', async () => {
    const path = join(folder, 'rules.ndjson')
    const text = await written(path, 2)
    const [head = ''] = text.split('\n')
    expect(JSON.parse(head)).toMatchObject({
      version: 2,
      setup: {
        arms: [
          { name: 'flow', hash: ruleSetHash(presets.default), recipe: { rules: presets.default } },
          { name: 'long', hash: null },
        ],
      },
    })
    const rules = { ...presets.default, decisionThreshold: 41 }
    const others = { ...setup, arms: [armSetup({ name: 'flow', source: flowSource(rules) }), ...setup.arms.slice(1)] }
    const refused = await Journal.open(path, others).catch((error: Error) => error.message)
    expect(refused).toContain(`setup.arms[0].hash: expected "${ruleSetHash(rules)}", received "${ruleSetHash(presets.default)}"`)
    expect(refused).toContain('setup.arms[0].recipe.rules.decisionThreshold: expected 41, received 40')
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('is on the disk, every line of it and its name in its folder, before anybody is told', async () => {
    const path = join(folder, 'synced.ndjson')
    const probe = await open(folder, 'r')
    const handles: typeof probe = Object.getPrototypeOf(probe)
    await probe.close()
    const calls = (['appendFile', 'datasync', 'sync'] as const).map((name) => ({ name, spy: vi.spyOn(handles, name) }))
    onTestFinished(() => calls.forEach(({ spy }) => spy.mockRestore()))
    await written(path, 3)
    const done = calls.flatMap(({ name, spy }) => spy.mock.invocationCallOrder.map((at) => ({ at, name }))).sort((a, b) => a.at - b.at)
    const line = ['appendFile', 'datasync']
    expect(done.map(({ name }) => name)).toEqual([...line, 'sync', ...line, ...line, ...line])
  })
})

describe('readJournal(path)', () => {
  it('reads what stands there, also while a line is being written', async () => {
    const path = join(folder, 'read.ndjson')
    const text = await written(path, 3)
    await writeFile(path, `${text}{"records":[{"kind"`)
    const { records, setup: found } = await readJournal(path)
    expect(records.map(({ kind }) => kind)).toEqual(['emitted', 'emitted', 'read'])
    expect(found).toEqual(JSON.parse(JSON.stringify(setup)))
  })

  it('refuses what is no journal, and one of another version', async () => {
    const path = join(folder, 'older.ndjson')
    await writeFile(path, '{"journal":"of-paper","version":1,"setup":{}}\n')
    await expect(readJournal(path)).rejects.toThrow('line 1: expected version 2 of a journal')
    await writeFile(path, 'notes\n')
    await expect(readJournal(path)).rejects.toThrow('line 1: expected a journal of of paper')
    await expect(readJournal(join(folder, 'none'))).rejects.toThrow('cannot be read')
  })
})
