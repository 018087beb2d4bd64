import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRuleSet } from '@of/signals'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { collectingHost } from '../testing/collecting-host.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { simCommand } from './sim.ts'
import { tuneCommand, type TuneCommandOptions } from './tune.ts'

let folder: string
const inFolder = (name: string): string => join(folder, name)
const registry = async (): Promise<string> => await readFile(inFolder('trials.ndjson'), 'utf8')
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
const kinds = (text: string): string[] => linesOf(text).map((line) => JSON.parse(line).kind)
/** Every thread that lives is talked to. */
const activePorts = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-tune-'))
  const space = { decisionThresholds: [0], weightScales: [1], boundScales: [0.5, 1], holdMinutes: [1] }
  await writeFile(inFolder('space.json'), JSON.stringify(space))
  const sim = { port: '0', host: '127.0.0.1', product: ['BTC-USD'], seed: '1', speed: '1', levels: '20' }
  await simCommand({ ...sim, out: inFolder('tape'), for: '6m', start: '2026-01-05T13:57Z' }, collectingHost())
})
beforeEach(async () => {
  await rm(inFolder('trials.ndjson'), { force: true })
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

function typed(options: Partial<TuneCommandOptions> = {}): TuneCommandOptions {
  return {
    product: [],
    fees: '1',
    preset: 'brief',
    space: inFolder('space.json'),
    trials: '4',
    seed: '1',
    size: '1000',
    latency: '100ms',
    steps: '2',
    holdOut: '0.25',
    minTrades: '1',
    nullRuns: '0',
    threads: '1',
    registry: inFolder('trials.ndjson'),
    ...options,
  }
}

const tuned = async (options: Partial<TuneCommandOptions> = {}): Promise<Ran> =>
  await inProcess(async (host) => await tuneCommand([inFolder('tape')], typed(options), host))

describe('of tune', () => {
  it('never prints a best number without what it is worth, and writes rules', async () => {
    const { exitCode, stdout } = await tuned({ out: inFolder('rules.json') })
    expect(exitCode).toBe(0)
    for (const words of [
      'SIMULATED',
      'in sample',
      'out of sample',
      'deflated Sharpe',
      'null data',
      'locked; looks so far: 0',
      'No edge was found',
    ])
      expect(stdout).toContain(words)
    expect(JSON.parse((await tuned({ json: true, size: '900000000' })).stdout)).toMatchObject({ best: null, notional: 900_000_000 })
    expect(parseRuleSet(JSON.parse(await readFile(inFolder('rules.json'), 'utf8'))).factors.length).toBeGreaterThan(0)
  })

  it('gives the same bytes, and keeps the same ones, whether one thread tries or several', async () => {
    const one = await tuned({ json: true })
    const kept = await registry()
    expect(kinds(kept)).toEqual(['data', ...Array.from({ length: 4 }, () => ['trial', 'ranked']).flat()])
    await rm(inFolder('trials.ndjson'))
    const before = activePorts()
    const two = await tuned({ json: true, threads: '2' })
    expect(two).toEqual(one)
    expect(await registry()).toBe(kept)
    expect(activePorts()).toBe(before)
    expect(JSON.parse(one.stdout)).toMatchObject({ trials: { here: 4, ever: 4 }, edge: false, input: { simulated: true } })
  })

  it('tunes factors of one’s own with the rules, the same in one thread and in several, and keeps what they are made of', async () => {
    const mine = inFolder('mine.mjs')
    const code = "inputs: { features: ['spreadBps'] }, lookBackUs: 0, compute: ({ features }) => features.spreadBps"
    await writeFile(
      mine,
      `export const wide = { name: 'wide', ${code}, score: { weight: 30, bullish: { below: 0 }, bearish: { above: 1 } } }`,
    )
    const one = await tuned({ json: true, factors: [mine] })
    const kept = await registry()
    await rm(inFolder('trials.ndjson'))
    expect(await tuned({ json: true, factors: [mine], threads: '2' })).toEqual(one)
    expect(await registry()).toBe(kept)
    const { best, input } = JSON.parse(one.stdout)
    expect(best.config.own).toMatchObject({ factors: [{ name: 'wide' }], files: [{ name: 'mine.mjs', sha256: expect.any(String) }] })
    expect(input).toMatchObject({ simulated: true })
    const { error, stdout } = await tuned({ factors: [mine], out: inFolder('rules.json') })
    expect(error).toBe('')
    expect(stdout).toMatch(/ · rules brief \+ wide [0-9a-f]{7}\n/)
    expect(stdout).toMatch(/\n +wide 30 → \d+, beyond < /)
    // The same search is known by its factors: nothing was left to be tried, and without them all is.
    expect(await registry()).toBe(kept)
    await tuned({ json: true })
    expect(linesOf(await registry())).toHaveLength(linesOf(kept).length + 8)
  })

  it('goes on from what a kill in the middle of a line left, and counts looks', async () => {
    const whole = await tuned({ json: true })
    const kept = await registry()
    await writeFile(inFolder('trials.ndjson'), `${linesOf(kept).slice(0, 4).join('\n')}\n{"kind":"ran`)
    expect(await tuned({ json: true })).toEqual(whole)
    expect(await registry()).toBe(kept)
    const looked = await tuned({ json: true, look: true })
    expect(JSON.parse(looked.stdout)).toMatchObject({ trials: { ever: 4 }, holdOut: { looks: 1 } })
    expect(kinds(await registry()).slice(-2)).toEqual(['ranked', 'look'])
  })

  it.each([1, 2])('keeps what was tried when it is interrupted, with %i threads', async (threads) => {
    const stopping = new AbortController()
    const reason = new Error('enough')
    const before = activePorts()
    const host = collectingHost()
    const show = (text: string): void => {
      if (text.includes('configuration 2 of 4')) stopping.abort(reason)
    }
    const startProgress = async () => ({ ...(await host.startProgress()), show })
    const run = tuneCommand([inFolder('tape')], typed({ threads: String(threads) }), { ...host, signal: stopping.signal, startProgress })
    await expect(run).rejects.toBe(reason)
    expect(kinds(await registry())).toEqual(['data', 'trial', 'ranked', 'trial', 'ranked'])
    expect(host.said.stdout).toBe('')
    expect(activePorts()).toBe(before)
  })

  it('lets nobody move the hold-out of data that were tuned on', async () => {
    await tuned()
    const before = await registry()
    const moved = await tuned({ holdOut: '0.5' })
    expect(moved).toMatchObject({ exitCode: 64, stdout: '', error: expect.stringMatching(/^--hold-out: expected one from 2026-/) })
    // Neither size nor latency makes other data of them.
    expect((await tuned({ holdOut: '0.5', size: '500', latency: '1s' })).exitCode).toBe(64)
    expect(await registry()).toBe(before)
  })

  it.each<[Partial<TuneCommandOptions>, string]>([
    [{ rules: 'mine.json' }, '--preset and --rules: expected one of them, received both'],
    [{ preset: undefined, rules: 'nowhere.json' }, '--rules nowhere.json: ENOENT'],
    [{ trials: '0' }, '--trials: expected a number from 1 to 100000, received 0'],
    [{ threads: '0' }, '--threads: expected a number from 1 to 64, received 0'],
    [{ latency: 'soon' }, '--latency: expected a span such as 100ms, received soon'],
  ])('refuses %j and says why', async (options, complaint) => {
    expect(await tuned(options)).toMatchObject({ exitCode: 64, stdout: '', error: expect.stringContaining(complaint) })
  })

  it.each([
    ['{ "mine": 1 }', 'not a registry'],
    ['{ "mine": 1 }\n', 'line 1: expected a trial or a look'],
    ['{"kind":"look","data":"x"}\n', 'line 1: expected a trial or a look'],
  ])('refuses a registry that is none, %j, and leaves it as it is', async (text, complaint) => {
    await writeFile(inFolder('trials.ndjson'), text)
    expect(await tuned()).toMatchObject({ exitCode: 64, error: expect.stringContaining(complaint) })
    expect(await registry()).toBe(text)
  })
})
