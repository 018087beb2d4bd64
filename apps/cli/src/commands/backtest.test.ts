import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BacktestResult } from '@of/backtest'
import { presets } from '@of/signals'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePath } from '../sample.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { version } from '../version.ts'
import { backtestCommand, type BacktestCommandOptions } from './backtest.ts'

const typed: BacktestCommandOptions = {
  product: [],
  arm: ['dice', 'candle'],
  fees: 'taker-60bps',
  size: '1000',
  latencyMs: '100',
  maxMinutes: '0.05',
  onHold: 'keep',
  onAbstention: 'keep',
  every: '1s',
  to: '2026-01-05T14:00:30Z',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-backtest-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const backtest = async (options: Partial<BacktestCommandOptions> = {}, paths: readonly string[] = [samplePath]): Promise<Ran> =>
  await inProcess(async (host) => await backtestCommand(paths, { ...typed, ...options }, host))

describe('of backtest RECORDING --fees TIER', () => {
  it('says of which bytes it is, by which program and which command, however much of a file was wanted', async () => {
    const argv = ['backtest', samplePath, '--fees', 'taker-60bps', '--threads', '2', '--json']
    const typing = { ...typed, json: true } as const
    const { stdout } = await inProcess(async (host) => await backtestCommand([samplePath], typing, host), '', argv)
    const bytes = await readFile(samplePath)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect((JSON.parse(stdout) as BacktestResult).input).toMatchObject({
      command: `of backtest ${samplePath} --fees taker-60bps --json`,
      version: version(),
      files: [{ name: samplePath, sha256, bytes: bytes.length }],
    })
  })

  it('prints one JSON object, the same whenever it is asked, in which simulated data is labelled', async () => {
    const [one, two] = [await backtest({ json: true }), await backtest({ json: true })]
    expect(one.stdout).toBe(two.stdout)
    expect(one.stdout.trimEnd()).not.toContain('\n')
    const result = JSON.parse(one.stdout) as BacktestResult
    expect(result).toMatchObject({
      schema: 1,
      input: { simulated: true, recordings: [samplePath], decideEveryUs: 1_000_000 },
      rules: { fees: { name: 'taker-60bps', takerBps: 60, makerBps: 40 }, latencyUs: 100_000 },
    })
    expect(result.arms.map(({ name }) => name)).toEqual(['dice', 'candle'])
    expect(result.arms[0]!.trades.length).toBeGreaterThan(5)
    for (const { costBps } of result.arms[0]!.trades) expect(costBps).toBeCloseTo(120, 0)
  })

  it('prints what every edge costs beside it, says what is not known, and gives no verdict', async () => {
    const { stdout } = await backtest()
    for (const words of [
      'SIMULATED',
      'taker 60 bps',
      'to break even',
      'n/a: no closed trade',
      'fees alone take 120.0 bps',
      'No verdict here: of gate',
    ]) {
      expect(stdout).toContain(words)
    }
    expect(stdout).toMatch(/\n {2}Net +−\d+\.\d bps {2}n \d+/)
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|null/)
  })

  it('writes the trades of each arm as CSV', async () => {
    await backtest({ arm: ['dice', 'short'], tradesOut: join(folder, 'trades.csv') })
    const lines = (await readFile(join(folder, 'trades-short.csv'), 'utf8')).trimEnd().split('\n')
    expect(lines[0]).toBe('opened,closed,product,side,quantity,entryPrice,exitPrice,grossBps,costBps,netBps,slippageBps,reason,simulated')
    expect(lines[1]).toMatch(
      /^2\d{3}-.*Z,2.*Z,(BTC|ETH)-USD,SHORT,[\d.]+,[\d.]+,[\d.]+,-?[\d.e-]+,1\d\d\.\d+,-1\d\d\.\d+,-?[\d.e-]+,time,true$/,
    )
    const { stdout } = await backtest({ arm: ['dice'], tradesOut: join(folder, 'one.csv'), json: true })
    const { arms } = JSON.parse(stdout) as BacktestResult
    expect((await readFile(join(folder, 'one.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(1 + arms[0]!.trades.length)
  })

  it('lets a rule set of one’s own trade', async () => {
    const path = join(folder, 'mine.json')
    await writeFile(path, JSON.stringify({ ...presets.brief, name: 'mine' }))
    const { stdout } = await backtest({ arm: [path, 'brief'], json: true })
    const [mine, brief] = (JSON.parse(stdout) as BacktestResult).arms
    expect(mine).toEqual({ ...brief, name: 'mine' })
  })

  it.each<[string, Partial<BacktestCommandOptions>, RegExp]>([
    ['without fees', { fees: undefined }, /--fees: expected a tier or basis points, received nothing/],
    ['with a tier that there is not', { fees: 'free' }, /--fees: expected a tier or basis points, received free/],
    ['with fees that are none', { fees: '5/' }, /--fees: expected a tier or basis points, received 5\//],
    ['with fees beyond all', { fees: '5/1001' }, /--fees: expected a number from 0 to 1000, received 1001/],
    ['with an arm that there is not', { arm: ['constructor'] }, /--arm: expected flow, brief, .* received constructor/],
    ['with an arm twice', { arm: ['flow,flow'] }, /expected names used once, received flow twice/],
    ['with rules that are none', { arm: [join(tmpdir(), 'no-such-rules.json')] }, /--arm .*no-such-rules.json: ENOENT/],
    ['without a size', { size: '0' }, /--size: expected a number from 0.01/],
    ['with a step that is none', { every: '1d' }, /--every: expected a span of 1s to 1h, received 1d/],
  ])('is refused %s', async (_name, options, complaint) => {
    const { error, exitCode, stdout } = await backtest(options)
    expect(error).toMatch(complaint)
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
  })

  it('says that a file cannot be written, with what it found', async () => {
    const { error, exitCode, stdout } = await backtest({ tradesOut: join(folder, 'no', 'where.csv'), json: true })
    expect(error).toContain('ENOENT')
    expect({ exitCode, lines: stdout.trimEnd().split('\n').length }).toEqual({ exitCode: 73, lines: 1 })
  })
})
