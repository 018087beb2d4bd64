import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { samplePath } from '../sample.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'
import { type BacktestCommandOptions, backtestCommand } from './backtest.ts'
import { reportCommand, type ReportOptions } from './report.ts'
import { studyCommand } from './study.ts'

let folder = ''
let study = ''
let backtest = ''

const report = (paths: readonly string[], options: ReportOptions = {}, stdin = ''): Promise<Ran> =>
  inProcess((host: Host) => reportCommand(paths, options, host), stdin)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-report-'))
  const recording = join(folder, 'recording')
  await writeFile(recording, asText(madeUpLines(12)))
  const studied = { horizons: '1s,5s', latency: '100ms', preset: 'default', seed: '1', product: [], levels: true, json: true } as const
  const traded: BacktestCommandOptions = {
    arm: ['flow', 'dice'],
    fees: '5/0',
    size: '100',
    latencyMs: '100',
    maxMinutes: '1',
    every: '1s',
    onHold: 'keep',
    onAbstention: 'keep',
    product: [],
    json: true,
  }
  study = join(folder, 'study.json')
  backtest = join(folder, 'backtest.json')
  const words = { study: ['study', recording, '--levels', '--json'], backtest: ['backtest', recording, '--fees', '5/0', '--json'] }
  await writeFile(study, (await inProcess((host) => studyCommand([recording], studied, host), '', words.study)).stdout)
  await writeFile(backtest, (await inProcess((host) => backtestCommand([recording], traded, host), '', words.backtest)).stdout)
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('of report RESULT', () => {
  it('makes one page of what of study and of backtest print, marked as simulated', async () => {
    const { error, exitCode, stdout } = await report([study, backtest], { title: 'Both' })
    expect({ error, exitCode }).toEqual({ error: '', exitCode: 0 })
    expect(stdout).toMatch(/^<!doctype html>[^]*<title>SIMULATED · Both<[^]*<\/html>\n$/)
    const headings = [...stdout.matchAll(/<h2>\d+ [^:<]*: ([^:<]*)/g)].map(([, heading]) => heading)
    expect(headings).toEqual(
      expect.arrayContaining([
        'Contemporaneous',
        'Predictive',
        'Levels of the volume profile',
        'Equity and drawdown',
        'Markouts',
        'Reliability',
      ]),
    )
    const commands = [...new Set([...stdout.matchAll(/<code>([^<]*)/g)].map(([, command]) => command!.replace(folder, '')))]
    expect(commands).toEqual(['of study /recording --levels --json', 'of backtest /recording --fees 5/0 --json'])
    const bytes = await readFile(join(folder, 'recording'))
    expect(stdout).toContain(`${createHash('sha256').update(bytes).digest('hex')}, ${bytes.length.toLocaleString('en-US')} bytes`)
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('sums up for people what was found, of how much, and by which command', async () => {
    const { stdout } = await report([study, backtest], { text: true, title: 'Both' })
    expect(stdout).toMatch(/^Both\n=+\n.*SIMULATED/)
    expect(stdout).toMatch(
      /Equity and drawdown:\n {2}flow closed no trade; dice came to [^]*?\n {2}n: flow 0 trades, dice \d+ trades?\n {2}interval: /,
    )
    expect(stdout).toMatch(/Made by:\n {2}of study /)
    expect(await report([study], { text: true, json: true })).toMatchObject({ exitCode: 64, stdout: '' })
  })

  it('never lets contemporaneous and predictive figures share an axis', async () => {
    const { sections } = JSON.parse((await report([study], { json: true })).stdout) as {
      readonly sections: readonly {
        readonly heading: string
        readonly figures: readonly { readonly kind: string; readonly y?: { readonly label: string } }[]
      }[]
    }
    const labelled = sections.flatMap(({ figures, heading }) => figures.map(({ y }) => ({ heading, label: y?.label ?? '' })))
    expect(
      labelled.filter(({ label }) => label.startsWith('contemporaneous R²')).every(({ heading }) => !heading.startsWith('Predictive')),
    ).toBe(true)
    expect(labelled.filter(({ label }) => label.startsWith('predictive R²')).length).toBeGreaterThan(1)
    expect(
      labelled.filter(({ label }) => label.startsWith('predictive R²')).every(({ heading }) => !heading.startsWith('Contemporaneous')),
    ).toBe(true)
  })

  it('writes the page with --out and what it shows with --json, the same from a file and from standard input', async () => {
    const out = join(folder, 'page.html')
    const told = await report([study], { out, json: true })
    const piped = await report(['-'], {}, await readFile(study, 'utf8'))
    expect(told.exitCode).toBe(0)
    expect(JSON.parse(told.stdout)).toMatchObject({ origin: 'simulated', title: 'Study of BTC-USD' })
    expect(await readFile(out, 'utf8')).toBe(piped.stdout)
  })

  it('says which file, line and field is wrong, and leaves no page behind', async () => {
    const out = join(folder, 'none.html')
    const wrong = join(folder, 'wrong.json')
    await writeFile(wrong, (await readFile(study, 'utf8')).replace('"seconds":1,', '"seconds":"one",'))
    const refused = await report([wrong], { out })
    expect(refused).toMatchObject({ exitCode: 65, stdout: '' })
    expect(refused.error).toMatch(/wrong\.json: line 1, horizons\[0\]\.seconds: expected number, received "one"$/)
    await expect(readFile(out)).rejects.toThrow('ENOENT')
    expect(await report([join(folder, 'nothing.json')])).toMatchObject({ exitCode: 66, error: expect.stringContaining('ENOENT') })
    expect(await report([study], { out: join(folder, 'no', 'where.html') })).toMatchObject({
      exitCode: 73,
      error: expect.stringContaining('ENOENT'),
    })
    expect((await report([samplePath])).exitCode).toBe(65)
  })
})
