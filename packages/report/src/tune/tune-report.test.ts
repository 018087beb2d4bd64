import { describe, expect, it } from 'vitest'
import { reportOf } from '../build/report.ts'
import type { Figure } from '../document/figure.ts'
import { renderHtml } from '../html/render-html.ts'
import type { TuneReading } from './tune-result.ts'

const HOUR_US = 3_600_000_000
const START_US = 1_786_262_400_000_000

const reading = {
  trades: 40,
  meanNetBps: 2,
  interval: { low: -1, high: 5 },
  hours: 90,
  hourlySharpe: 0.3,
  psr: 0.9,
  effectivePsr: 0.8,
  unfilled: 0,
  unfinished: 0,
}
const at = (hour: number): number => START_US + hour * HOUR_US
const found: TuneReading = {
  input: { simulated: true, recordings: ['june'] },
  span: { fromUs: at(0), toUs: at(200) },
  products: [{ product: 'MADE-USD', moments: 12_000 }],
  feeBps: 1,
  notional: 1000,
  latencyUs: 100_000,
  space: { size: 256 },
  trials: { here: 40, ever: 120, effective: 9, elsewhere: 0 },
  best: { ...reading, meanNetBps: 7, interval: { low: 4, high: 10 }, config: { holdMinutes: 5 } },
  walkForward: {
    ...reading,
    steps: [
      { train: { fromUs: at(0), toUs: at(0) }, test: { fromUs: at(50), toUs: at(100) }, chosen: null, trainSharpe: null },
      { train: { fromUs: at(0), toUs: at(99) }, test: { fromUs: at(100), toUs: at(150) }, chosen: 4, trainSharpe: 0.25 },
    ],
  },
  deflated: { raw: 0.61, effective: 0.83, byChance: 0.72 },
  overfitting: { pbo: null, blocks: 16, reason: 'needs 16 days that tuning may see, has 6.3' },
  nullControl: { runs: 19, asGood: 3, p: 0.2 },
  holdOut: { fromUs: at(150), toUs: at(200), looks: 0, looksElsewhere: 0, reading: null },
  edge: false,
  conclusions: ['The best of 40.', 'No edge was found.'],
}

const read = (value: object): ReturnType<typeof reportOf> => reportOf([{ name: 'tune.json', text: JSON.stringify(value) }])
const figureOf = <Kind extends Figure['kind']>(value: object, kind: Kind): Extract<Figure, { kind: Kind }> => {
  const figures = read(value).sections.flatMap((section) => section.figures)
  return figures.find((figure): figure is Extract<Figure, { kind: Kind }> => figure.kind === kind)!
}

describe('reportOf a search among rules', () => {
  it('has its conclusions for a verdict, and says that none was found', () => {
    const { origin, verdicts } = read(found)
    expect(origin).toBe('simulated')
    expect(verdicts).toMatchObject([{ word: 'NO EDGE FOUND', tone: 'bad', reasons: found.conclusions }])
    expect(read({ ...found, edge: true }).verdicts[0]).toMatchObject({ word: 'EDGE FOUND', tone: 'good' })
  })

  it('lays what was chosen in hindsight beside what came after, and a hold-out that is locked is no 0', () => {
    const { places, series } = figureOf(found, 'intervals')
    expect(places).toEqual(['in sample: no evidence', 'walk forward', 'hold-out'])
    expect(series[0]!.values).toEqual([
      { value: 7, low: 4, high: 10, n: 40 },
      { value: 2, low: -1, high: 5, n: 40 },
      { value: null, reason: 'locked' },
    ])
  })

  it('has every probability beside what is asked for, and what is not known with its reason', () => {
    const { bars, references } = figureOf(found, 'bars')
    expect(bars.map(({ measured }) => measured.value)).toEqual([0.8, 0.72, 0.61, 0.83, 0.8, null])
    expect(bars.at(-1)!.measured).toMatchObject({ reason: 'needs 16 days that tuning may see, has 6.3' })
    expect(references).toEqual([{ label: 'asked for', value: 0.95 }])
  })

  it('has every step, every count and the command in a page that can be drawn', () => {
    const page = renderHtml(read(found))
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
    const texts = read(found).sections.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows))
    expect(texts).toContainEqual(['2', '4 d 3 h', '2026-08-13 12:00:00', '2 d 2 h', '5', '+0.250'])
    expect(texts).toContainEqual([
      '1',
      { missing: 'nothing came before it' },
      expect.any(String),
      '2 d 2 h',
      ...Array(2).fill(expect.anything()),
    ])
    expect(texts).toContainEqual(['null runs as good as the best', '3 of 19 (95 % 0.06 … 0.38)'])
    expect(page).toContain('<code>of tune june --fees 1 --json</code>')
  })
})
