import { describe, expect, it } from 'vitest'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { samplePath } from '../sample.ts'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'
import { of } from '../testing/of-process.ts'
import { studyCommand, type StudyCommandOptions } from './study.ts'

describe('of study RECORDING', () => {
  it('prints what explains and what predicts under headings of their own, and what the figures say', async () => {
    const { exitCode, stdout } = await of(['study', samplePath, '--product', 'BTC-USD', '--horizons', '1s,10s', '--fees', '25', '--levels'])
    expect(exitCode).toBe(0)
    const lines = stdout.split('\n')
    const place = (start: string): number => lines.findIndex((line) => line.startsWith(start))
    const places = ['▞▞▞ SIMULATED', 'BTC-USD', 'SAME WINDOW', 'NEXT WINDOW', 'LEVELS', 'What the figures say'].map(place)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(lines[place('SAME WINDOW')]).toContain('does not forecast')
    expect(stdout.slice(stdout.indexOf('NEXT WINDOW')).replaceAll(/\s+/g, ' ')).toContain('(spread and twice 25 bps of fee)')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120)
    expect(stdout).not.toMatch(/NaN|undefined|null/)
  })

  it('prints one JSON object a product, figures that cannot be found as null', async () => {
    const { exitCode, stderr, stdout } = await of(['study', '-', '--json', '--horizons', '1s,5s'], { stdin: asText(madeUpLines(12)) })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const report = JSON.parse(stdout) as Record<string, unknown>
    expect(Object.keys(report)).toEqual(['input', 'horizons', 'depthLaw', 'factors', 'ownFactors', 'levels', 'warnings', 'conclusions'])
    const sets = { ofi: figures, tradeImbalance: figures, both: figures, multiLevel: expect.any(Array), integrated: figures }
    expect(report).toMatchObject({
      input: { product: 'BTC-USD', simulated: true, recordings: ['standard input'], formats: ['frames'], books: 13, trades: 12 },
      horizons: [
        { seconds: 1, windows: 12, contemporaneous: sets, predictive: sets },
        { seconds: 5, windows: 2, contemporaneous: sets, predictive: sets },
      ],
      depthLaw: { exponent: null },
      levels: null,
    })
  })

  it.each<[string, Partial<StudyCommandOptions>]>([
    ['--horizons: expected spans from 100ms to 1h, received 50ms', { horizons: '1s,50ms' }],
    ['--horizons: expected spans from 100ms to 1h, received nothing', { horizons: '1s,' }],
    ['--latency: expected spans from 0ms to 1h, received soon', { latency: 'soon' }],
    ['--fees: expected a tier or basis points, received −1', { fees: '−1' }],
    ['--seed: expected a whole number from 0 to 4294967295, received 1.5', { seed: '1.5' }],
    ['--preset: expected brief or default, received mine', { preset: 'mine' }],
  ])('refuses %s', async (complaint, options) => {
    const all = { horizons: '1s', latency: '100ms', preset: 'default', seed: '1', product: [], ...options }
    // What is wrong with the command line is found before anything is touched.
    const refused = await studyCommand([samplePath], all, {} as Host).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CliError)
    expect((refused as CliError).message).toBe(complaint)
  })
})

const figures = expect.objectContaining({ r2: null, adjustedR2: null, beta: null, t: null }) as unknown
