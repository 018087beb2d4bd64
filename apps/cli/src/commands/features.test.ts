import { describe, expect, it } from 'vitest'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'
import { of } from '../testing/of-process.ts'

const stdin = asText(madeUpLines(5))

describe('of features RECORDING --every SPAN', () => {
  it('writes a row a product and step, with a column a feature', async () => {
    const [{ exitCode, stderr, stdout }, list] = await Promise.all([
      of(['features', '-', '--every', '1s'], { stdin }),
      of(['list-features', '--json']),
    ])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const [head = '', ...rows] = stdout.trimEnd().split('\n')
    const names = jsonLines<{ readonly name: string }>(list.stdout).map(({ name }) => name)
    expect(head.split(',')).toEqual(['time', 'timeUs', 'product', 'simulated', ...names])
    expect(rows.map((row) => row.split(',').slice(0, 4).join(','))).toEqual(
      [1, 2, 3, 4, 5].map((second) => `2026-01-05T10:00:0${second}.000000Z,${timeUs(second)},BTC-USD,true`),
    )
    expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([head.split(',').length]))
  })

  it('leaves a cell empty in CSV, and writes null in NDJSON, for what is unknown', async () => {
    const [csv, ndjson] = await Promise.all([
      of(['features', '-', '--every', '5s'], { stdin }),
      of(['features', '-', '--every', '5s', '--format', 'ndjson'], { stdin }),
    ])
    const [head = '', row = ''] = csv.stdout.split('\n')
    const cells = new Map(head.split(',').map((name, at) => [name, row.split(',')[at]]))
    const [sample] = jsonLines<Sample>(ndjson.stdout)
    expect(sample).toMatchObject({ time: '2026-01-05T10:00:05.000000Z', timeUs: timeUs(5), product: 'BTC-USD', simulated: true })
    expect(sample?.features['ofiMomentum']).toBeNull()
    expect(cells.get('ofiMomentum')).toBe('')
    for (const [name, value] of Object.entries(sample?.features ?? {})) expect(cells.get(name)).toBe(value === null ? '' : String(value))
  })

  it('samples what had arrived when the step was passed', async () => {
    const { stdout } = await of(['features', '-', '--every', '1s', '--format', 'ndjson'], { stdin })
    const sizes = jsonLines<Sample>(stdout).map(({ features }) => features['bestBidSize'])
    expect(sizes).toEqual([2, 1, 2, 3, 4])
  })

  it('begins at --from and stops before --to', async () => {
    const range = ['--from', '2026-01-05T10:00:02Z', '--to', '2026-01-05T10:00:04Z']
    const { stdout } = await of(['features', '-', '--every', '1s', ...range], { stdin })
    expect(times(stdout)).toEqual(['2026-01-05T10:00:02.000000Z', '2026-01-05T10:00:03.000000Z'])
  })

  it('writes the header alone when a recording is shorter than a step', async () => {
    const { exitCode, stdout } = await of(['features', '-', '--every', '1h'], { stdin })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^time,timeUs,product,simulated,[^\n]*\n$/)
  })

  it('keeps the rows before a damage, and names the damage', async () => {
    const { exitCode, stderr, stdout } = await of(['features', '-', '--every', '1s'], { stdin: `${stdin}what is this?\n` })
    expect(times(stdout)).toHaveLength(5)
    expect(stderr).toContain('standard input: line 19 (byte ')
    expect(exitCode).toBe(65)
  })

  it('writes nothing when the product is not there', async () => {
    const { exitCode, stderr, stdout } = await of(['features', '-', '--product', 'DOGE-USD'], { stdin })
    expect(stderr).toContain('error: DOGE-USD: not in the recording')
    expect({ exitCode, stdout }).toEqual({ exitCode: 65, stdout: '' })
  })
})

describe('of list-features', () => {
  it('prints a line a feature, with its unit and definition', async () => {
    const { exitCode, stdout } = await of(['list-features'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^feature +unit +range +source +definition\n/)
    expect(stdout).toMatch(/\nimbalance10 +ratio +−1 … 1 +book +\S/)
  })
})

interface Sample {
  readonly features: Readonly<Record<string, number | null>>
}

function jsonLines<Line>(stdout: string): Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

function timeUs(second: number): number {
  return (Date.parse('2026-01-05T10:00:00Z') + second * 1_000) * 1_000
}

function times(csv: string): string[] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.slice(0, row.indexOf(',')))
}
