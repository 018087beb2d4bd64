import { compareArms, judge } from '@of/backtest'
import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { reportOf } from '../build/report.ts'
import type { ReportDocument } from '../document/document.ts'
import type { Figure } from '../document/figure.ts'
import { renderHtml } from '../html/render-html.ts'
import { ReportInputError, type ReportInputFault } from './report-input-error.ts'

const START_US = 1_786_262_400_000_000
const HOUR_US = 3_600_000_000

/** Trades of one an hour whose net returns have a mean. */
function trades(mean: number, seed: number, count = 60) {
  const random = sfc32(seed)
  return Array.from({ length: count }, (_, index) => {
    const openedUs = START_US + index * HOUR_US
    return { openedUs, closedUs: openedUs + HOUR_US / 4, netBps: mean + 10 * normal(random), costBps: 12 }
  })
}

const gate = (input: object = {}) => ({ ...judge(trades(2, 1), { baseline: trades(-1, 2), trials: { trials: 12 } }), ...input })
const read = (value: unknown, name = 'r.json'): ReportDocument => reportOf([{ name, text: JSON.stringify(value) }])
const figuresOf = ({ sections }: ReportDocument): Figure[] => sections.flatMap(({ figures }) => figures)

/** The command under the first figure. */
const commandOf = (input: object): string | undefined => figuresOf(read(gate({ input })))[0]?.evidence.command

function faultOf(text: string): ReportInputFault {
  try {
    reportOf([{ name: 'r.json', text }])
  } catch (error) {
    if (error instanceof ReportInputError) return error.fault
  }
  throw new Error('expected a fault')
}

describe('reportOf a gate', () => {
  it('has the verdict with its reasons, the mean beside its interval and the founding rule beside its error rates', () => {
    const report = gate()
    const document = read(report)
    expect(document.verdicts).toMatchObject([{ word: report.verdict, reasons: expect.arrayContaining([...report.reasons]) }])
    const mean = figuresOf(document)
      .flatMap((figure) => (figure.kind === 'bars' ? figure.bars : []))
      .find(({ name }) => name === 'mean net')
    expect(mean?.measured).toMatchObject({
      value: report.edge!.meanBps,
      low: report.edge!.intervalBps![0],
      high: report.edge!.intervalBps![1],
      n: 60,
    })
    expect(document.sections[1]!.claim).toContain('29.2 % of coins')
    expect(renderHtml(document)).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('has reasons where there is nothing to say', () => {
    const document = read(judge(trades(1, 3, 2)))
    expect(document.verdicts[0]).toMatchObject({ word: 'NOT ENOUGH DATA', tone: 'open' })
    const missing = document.sections
      .flatMap(({ tables }) => tables)
      .flatMap(({ rows }) => rows.flat())
      .filter((cell) => typeof cell !== 'string')
    expect(missing.length).toBeGreaterThan(5)
    expect(renderHtml(document)).not.toMatch(/NaN|undefined|Infinity/)
  })

  it.each([
    [{}, 'unstated'],
    [{ input: { simulated: null } }, 'unstated'],
    [{ input: { simulated: true } }, 'simulated'],
    [{ input: { simulated: false } }, 'market'],
  ] as const)('takes %j as %s', (input, origin) => expect(read(gate(input)).origin).toBe(origin))

  it('repeats the command that was typed, or else one that gives the same', () => {
    expect(commandOf({ command: 'of gate --trades mine.csv --json' })).toBe('of gate --trades mine.csv --json')
    expect(commandOf({ trades: 'my trades.csv', baseline: 'b.csv', feeBps: 25 })).toBe(
      "of gate --trades 'my trades.csv' --baseline b.csv --trials 12 --fees 25 --json",
    )
  })
})

describe('reportOf a comparison', () => {
  it('has each pair and each arm, with their intervals', () => {
    const names = ['flow', 'candle', 'both']
    const report = compareArms(names.map((name, index) => ({ name, trades: trades(1 - index, index + 1, 120) })))
    const document = read(report)
    const [sharpe] = figuresOf(document)
    expect(sharpe).toMatchObject({
      kind: 'intervals',
      places: ['flow − candle', 'flow − both', 'candle − both'],
      series: [
        {
          values: report.pairs.map(({ sharpe: { deltaAnnualised, intervalAnnualised } }) => ({
            value: deltaAnnualised,
            low: intervalAnnualised![0],
          })),
        },
      ],
    })
    for (const name of names) expect(document.sections[1]!.claim).toContain(`${name} earned`)
    expect(renderHtml(document)).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('reportOf several', () => {
  it('keeps their order, says whose each section is, and is simulated if one of them is', () => {
    const first = { name: 'a.json', text: JSON.stringify(gate({ input: { trades: 'a.csv', simulated: false } })) }
    const second = { name: 'b.json', text: `\n${JSON.stringify(gate({ input: { trades: 'b.csv', simulated: true } }))}\n\n` }
    const document = reportOf([first, second], { title: 'Both' })
    expect(document).toMatchObject({ title: 'Both', origin: 'simulated' })
    expect(document.inputs.map(({ of }) => of)).toEqual(['verdict on a.csv', 'verdict on b.csv (SIMULATED)'])
    const whose = document.sections.map(({ heading }) => heading.slice(0, heading.indexOf(':')))
    expect([...new Set(whose)]).toEqual(['Verdict on a.csv', 'Verdict on b.csv (SIMULATED)'])
    const lines = reportOf([{ name: 'l.json', text: `${first.text}\n${second.text.trim()}\n` }], { title: 'Both' })
    expect(lines).toEqual(document)
  })
})

describe('a file that is no result', () => {
  const { verdict, ...rest } = gate()
  it.each<[string, string, Partial<ReportInputFault>]>([
    ['nothing', '', { line: 1, field: '', received: 'nothing' }],
    ['words', 'opened,closed\n1,2', { line: 1, expected: 'JSON', received: 'opened,closed' }],
    ['a later line that is cut off', `${JSON.stringify(gate())}\n{"verdict":`, { line: 2, expected: 'JSON', received: '{"verdict":' }],
    ['a later line that is another object', `${JSON.stringify(gate())}\n\n{"a":1}`, { line: 3, received: 'an object with a' }],
    ['another object', '{"a":1,"b":2}', { received: 'an object with a, b' }],
    ['a list', '[1]', { received: 'a list' }],
    ['a verdict that is none', JSON.stringify({ ...rest, verdict: 'MAYBE' }), { field: 'verdict', received: '"MAYBE"' }],
    [
      'a field that is missing',
      JSON.stringify({ verdict, ...rest, missing: undefined }),
      { field: 'missing', expected: 'record', received: 'nothing' },
    ],
    [
      'an interval of one end',
      JSON.stringify({ verdict, ...rest, trades: { ...rest.trades, wilson: [1] } }),
      { field: 'trades.wilson', expected: 'array to have >=2 items', received: 'a list' },
    ],
    [
      'a number that is none',
      JSON.stringify({ verdict, ...rest, trades: { ...rest.trades, n: 'many' } }),
      { field: 'trades.n', received: '"many"' },
    ],
  ])('is refused with the field: %s', (_name, text, fault) => expect(faultOf(text)).toMatchObject({ file: 'r.json', ...fault }))

  it('says file, field, expected and received', () => {
    const error = new ReportInputError({ file: 'a.json', line: 2, field: 'horizons[0].seconds', expected: 'number', received: 'nothing' })
    expect(error.message).toBe('a.json, line 2: horizons[0].seconds: expected number, received nothing')
  })
})
