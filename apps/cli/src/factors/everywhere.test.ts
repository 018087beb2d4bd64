import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MINUTE_US } from '@of/core'
import { Derivation, presets, type SourceReading } from '@of/signals'
import { createLogger, startService } from '@of/service'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abCommand } from '../commands/ab.ts'
import { analyzeCommand } from '../commands/analyze.ts'
import { backtestCommand } from '../commands/backtest.ts'
import { checkFactorsCommand } from '../commands/check-factors.ts'
import { featuresCommand } from '../commands/features.ts'
import { paperCommand } from '../commands/paper.ts'
import { replayCommand } from '../commands/replay.ts'
import { serveCommand } from '../commands/serve.ts'
import { studyCommand } from '../commands/study.ts'
import { tuneCommand } from '../commands/tune.ts'
import { watchCommand } from '../commands/watch.ts'
import type { Host } from '../host.ts'
import { marketEventsOf } from '../input/market-events.ts'
import { recordingsAt } from '../input/recordings.ts'
import { Replay } from '../input/replay.ts'
import { loadArms } from '../paper/arms.ts'
import { samplePath } from '../sample.ts'
import { collectingHost } from '../testing/collecting-host.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { showWatch } from '../watch/show-watch.ts'
import type { WatchSource } from '../watch/source.ts'
import { ownFactors } from './own-factors.ts'
import { ownSignal, scoring } from './own-signal.ts'
import { StudiedTogether } from './studied-together.ts'

let folder = ''
let mine = ''
let peeking = ''
let sly = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-everywhere-'))
  mine = join(folder, 'mine.mjs')
  peeking = join(folder, 'peeking.mjs')
  sly = join(folder, 'sly.mjs')
  const common = "inputs: { features: ['mid', 'cvd'], bars: true }, lookBackUs: 60_000_000"
  const score = 'score: { weight: 90, bullish: { above: 9 }, bearish: { below: 6 } }'
  await writeFile(
    mine,
    `export const blend = { name: 'blend', ${common}, ${score},
       compute({ bars, features, moments }) {
         const volume = bars.reduce((sum, bar) => sum + bar.volume, 0)
         return features.mid === null ? null : (features.mid % 10) + moments.length + volume + (features.cvd ?? 0)
       } }`,
  )
  const peeks = 'moments.map((moment, at) => (moments[at + 1] ?? moment).features.mid - moment.features.mid)'
  const next = (series: string): string =>
    `export const next = { name: 'next', ${common}, ${score}, series: ({ moments, product }) => ${series} }`
  await writeFile(peeking, next(peeks))
  await writeFile(sly, next(`product === 'BTC-USD' ? ${peeks} : moments.map(() => 1)`))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** The values of the factor by product and moment. */
type Values = Record<string, number | null>

/** What signals came to by product and moment: the net, and what each line added to it. */
type Scores = Record<string, { readonly net: number | null; readonly contributions: Readonly<Record<string, number>> }>

type Scored = Pick<SourceReading, 'net'> & {
  readonly factors: readonly Pick<SourceReading['factors'][number], 'factor' | 'contribution'>[]
}

const scoresOf = ({ factors, net }: Scored): Scores[string] => ({
  net,
  contributions: Object.fromEntries(factors.map(({ contribution, factor }) => [factor, contribution])),
})

const request = { paths: [samplePath], products: [], range: {}, decideEveryUs: MINUTE_US, command: 'of test' }

async function inFeatures(): Promise<Values> {
  const host = collectingHost()
  await featuresCommand([samplePath], { every: '1m', format: 'ndjson', product: [], factors: [mine] }, host)
  const rows = host.said.stdout.trimEnd().split('\n').map((line): Row => JSON.parse(line)) // prettier-ignore
  return Object.fromEntries(rows.map(({ factors, product, timeUs }) => [`${product} ${timeUs}`, factors['blend']!]))
}

/** In a study, and in arms as a backtest has them: all on one reading of the recording. */
async function inStudyAndArms(
  names: readonly string[],
): Promise<{ readonly values: readonly Values[]; readonly scores: readonly Scores[] }> {
  const { own, signal } = new StudiedTogether(presets.default, await ownFactors([mine], { everyUs: MINUTE_US, scored: false }), MINUTE_US)
  const { arms } = await loadArms(names, { command: 'of test', everyUs: MINUTE_US })
  const study: Values = {}
  const studied: Scores = {}
  const derived = arms.map(({ source }): Derived => ({ derivation: new Derivation(source), values: {}, scores: {} }))
  await marketEventsOf(request, collectingHost(), (event) => {
    const found = own!.on(event)
    if (found !== undefined && event.kind === 'due') {
      const at = `${event.product} ${event.timeUs}`
      study[at] = found[0]!
      studied[at] = scoresOf(signal.read(event.features, event.sources, event.product))
    }
    for (const { derivation, scores, values } of derived) {
      const decided = derivation.take(event)
      if (decided === undefined) continue
      const at = `${decided.product} ${decided.timeUs}`
      values[at] = decided.reading.factors.find(({ factor }) => factor === 'blend')!.value
      scores[at] = scoresOf(decided.reading)
    }
  })
  return { values: [study, ...derived.map(({ values }) => values)], scores: [studied, ...derived.map(({ scores }) => scores)] }
}

/** In what is printed of a replay: its decisions. */
async function inReplay(): Promise<Scores> {
  const host = collectingHost()
  await replayCommand([samplePath], { product: [], speed: 'max', json: true, factors: [mine] }, host)
  const rows = host.said.stdout.trimEnd().split('\n').map((line): Replayed => JSON.parse(line)) // prettier-ignore
  expect(rows.at(-1)).toMatchObject({ kind: 'digest', preset: null, ruleSet: { name: 'default + blend' }, isEqual: null })
  return Object.fromEntries(rows.slice(0, -1).map(({ decision, product }) => [`${product} ${decision.timeUs}`, told(decision)]))
}

/** In the reports of an analysis: their decisions. The signal at the end has the line as of the last of them. */
async function inAnalysis(): Promise<Scores> {
  const host = collectingHost()
  await analyzeCommand([samplePath], { product: [], json: true, factors: [mine] }, host)
  const reports = host.said.stdout.trimEnd().split('\n').map((line): Analysed => JSON.parse(line)) // prettier-ignore
  for (const { decisions, signal } of reports) {
    const line = signal.factors.find(({ factor }) => factor === 'blend')!
    expect(line).toMatchObject({ contribution: decisions.at(-1)!.contributions['blend'], feature: 'blend', conditions: [] })
    expect(signal.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(signal.net)
    expect(signal.ruleSet.name).toBe('default + blend')
  }
  return Object.fromEntries(reports.flatMap(({ decisions, product }) => decisions.map((one) => [`${product} ${one.timeUs}`, told(one)])))
}

/** In the lines of a watch, to which the recording comes as a live feed does. */
async function inWatch(): Promise<Scores> {
  const host = collectingHost()
  const own = await ownSignal({ factors: [mine] }, { everyUs: MINUTE_US, command: 'of test' })
  const { signal } = host
  const replay = new Replay({ recordings: recordingsAt([samplePath], host.stdin), range: {}, signal, onProgress: () => undefined })
  const source: WatchSource = {
    label: () => ({ kind: 'live', isSimulated: true, words: 'made up' }),
    health: () => undefined,
    nowUs: () => undefined,
    async *[Symbol.asyncIterator]() {
      for await (const { arrivals } of replay) yield { arrivals, events: [] }
    },
  }
  await showWatch(source, { products: [], form: 'json', scored: scoring(own, { isLive: true }, host).options }, host)
  const rows = host.said.stdout.trimEnd().split('\n').map((line): Watched => JSON.parse(line)) // prettier-ignore
  return Object.fromEntries(
    rows.flatMap(({ decision, product }) => (decision === null ? [] : [[`${product} ${decision.timeUs}`, told(decision)]])),
  )
}

const told = ({ contributions, net }: Told): Scores[string] => ({ net, contributions })

async function inService(): Promise<{ readonly values: Values; readonly scores: Scores; readonly adds: readonly boolean[] }> {
  const config = { source: samplePath, factors: [mine], http: { port: 0 }, replay: { speed: 100_000 } }
  const service = await startService(config, { logger: createLogger('silent') })
  try {
    await service.sourceEnded
    const { desk } = service.state
    const taken = desk.products.flatMap((product) => desk.market(product).decisions.all.map((decision) => ({ product, ...decision })))
    const lineOf = ({ signal }: (typeof taken)[number]) => signal.factors.find(({ factor }) => factor === 'blend')!
    return {
      values: Object.fromEntries(taken.map((decision) => [`${decision.product} ${decision.timeUs}`, lineOf(decision).value])),
      scores: Object.fromEntries(taken.map(({ product, signal, timeUs }) => [`${product} ${timeUs}`, scoresOf(signal)])),
      adds: taken.map(({ signal: { factors, net } }) => factors.reduce((sum, { contribution }) => sum + contribution, 0) === net),
    }
  } finally {
    await service.close()
  }
}

interface Derived {
  readonly derivation: Derivation
  readonly values: Values
  readonly scores: Scores
}

interface Told {
  readonly timeUs: number
  readonly net: number | null
  readonly contributions: Readonly<Record<string, number>>
}

interface Replayed {
  readonly product: string
  readonly decision: Told
}

interface Watched {
  readonly product: string
  readonly decision: Told | null
}

interface Analysed {
  readonly product: string
  readonly decisions: readonly Told[]
  readonly signal: Scored & { readonly ruleSet: { readonly name: string } }
}

interface Row {
  readonly product: string
  readonly timeUs: number
  readonly factors: Values
}

const madeOf = async (name: string): Promise<Ran> =>
  await inProcess(async () => void (await loadArms([name], { command: 'of test', everyUs: MINUTE_US })))

const jsonArm = async (content: object, name = 'mix.json'): Promise<{ readonly name: string; readonly error: string }> => {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(content))
  let found = ''
  const { error } = await inProcess(async () => {
    const { arms } = await loadArms([path], { command: 'of test', everyUs: MINUTE_US })
    found = `${arms[0]!.name} ${arms[0]!.source.recipe?.kind}`
  })
  return { name: found, error }
}

describe('a factor of one’s own', () => {
  it('has the same values in a time series, a study, a backtest and the service, and adds the same to replay, analysis and watch', async () => {
    const values = await inFeatures()
    expect(Object.keys(values)).toHaveLength(6)
    // Two products: nothing before it has been watched for a minute, then a value.
    expect(Object.values(values).map((value) => value !== null)).toEqual([false, false, true, true, true, true])
    expect(new Set(Object.values(values)).size).toBe(5)
    const derived = await inStudyAndArms([mine, `flow+${mine}`])
    expect(derived.values).toEqual([values, values, values])
    const service = await inService()
    expect(service.values).toEqual(values)
    expect(service.adds).toEqual([true, true, true, true, true, true])

    const [studied, alone, together] = derived.scores
    const added = Object.values(together!).map(({ contributions }) => contributions['blend'])
    expect(new Set(added)).toEqual(new Set([0, 90, -90]))
    expect(Object.values(alone!).map(({ net }) => net)).toEqual(added)
    expect(studied).toEqual(together)
    expect(service.scores).toEqual(together)
    expect(await inReplay()).toEqual(together)
    expect(await inAnalysis()).toEqual(together)
    expect(await inWatch()).toEqual(together)
  })

  const paper = {
    fees: 'taker-60bps',
    size: '1000',
    latencyMs: '100',
    maxMinutes: '1',
    onHold: 'keep',
    onAbstention: 'keep',
    every: '1m',
  } as const
  const study = { product: [], horizons: '1m', latency: '100ms', preset: 'default', seed: '1' } as const
  const commands: readonly (readonly [string, number, (host: Host) => Promise<void>])[] = [
    [
      'of factors check',
      1,
      (host) => checkFactorsCommand(peeking, { recording: [samplePath], product: [], every: '10s', json: true }, host),
    ],
    ['of features', 1, (host) => featuresCommand([samplePath], { every: '1m', format: 'csv', product: [], factors: [peeking] }, host)],
    ['of analyze', 1, (host) => analyzeCommand([samplePath], { product: [], factors: [peeking] }, host)],
    ['of replay', 1, (host) => replayCommand([samplePath], { product: [], speed: 'max', factors: [peeking] }, host)],
    ['of watch', 1, (host) => watchCommand(['BTC-USD'], { plain: true, factors: [peeking] }, host)],
    ['of study', 1, (host) => studyCommand([samplePath], { ...study, factors: [peeking] }, host)],
    ['of backtest', 1, (host) => backtestCommand([samplePath], { ...paper, product: [], arm: [peeking] }, host)],
    [
      'of ab',
      1,
      (host) => abCommand([samplePath], { ...paper, product: [], arm: ['flow', `brief+${peeking}`], trades: [], primary: 'net' }, host),
    ],
    ['of paper', 1, (host) => paperCommand(['BTC-USD'], { ...paper, arm: [peeking] }, host)],
    ['of serve', 64, (host) => serveCommand({ product: [], source: samplePath, port: '0', factors: [peeking] }, host)],
  ]
  it.each(commands)('that looks ahead is refused by %s', async (name, exitCode, run) => {
    const ran = await inProcess(run)
    expect([name, ran.exitCode]).toEqual([name, exitCode])
    if (ran.error === '') expect(JSON.parse(ran.stdout)).toMatchObject({ passes: false, checks: [{ finding: { kind: 'future' } }, {}] })
    else
      expect(ran).toMatchObject({
        stdout: '',
        error: expect.stringMatching(/factor next looks ahead: at 2026-01-05T10:\d\d:\d\dZ it gives /),
      })
  })

  const tune = {
    product: [],
    fees: '25',
    trials: '4',
    steps: '2',
    nullRuns: '0',
    minTrades: '1',
    holdOut: '0.25',
    size: '1000',
    latency: '100ms',
    threads: '1',
    seed: '1',
  }
  it.each<readonly [string, (host: Host, factors: readonly string[]) => Promise<void>]>([
    ['of analyze', (host, factors) => analyzeCommand([samplePath], { product: [], factors }, host)],
    ['of replay', (host, factors) => replayCommand([samplePath], { product: [], speed: 'max', digest: true, factors }, host)],
    ['of tune', (host, factors) => tuneCommand([samplePath], { ...tune, registry: join(folder, 'trials.ndjson'), factors }, host)],
  ])('that peeks only where there is a market ends %s without a result', async (_name, run) => {
    expect(await inProcess((host) => run(host, [sly]))).toMatchObject({
      exitCode: 1,
      stdout: '',
      error: expect.stringMatching(/factor next looks ahead: .*, on 3 moments of BTC-USD$/),
    })
  })

  it('is refused as an arm where its name is a rule’s, or it has no score', async () => {
    const taken = join(folder, 'taken.mjs')
    await writeFile(
      taken,
      `const base = { inputs: { features: ['mid'] }, lookBackUs: 0, compute: () => 1 }
       export const vwap = { ...base, name: 'vwap', score: { weight: 10, bullish: { above: 0 }, bearish: { below: 0 } } }`,
    )
    expect((await madeOf(`flow+${taken}`)).error).toContain('factor vwap: name: expected one that no rule has, received vwap')
    const named = await inProcess((host) => analyzeCommand([samplePath], { product: [], factors: [taken] }, host))
    expect(named).toMatchObject({ exitCode: 1, stdout: '', error: expect.stringContaining('expected one that no rule has, received vwap') })
    expect(await madeOf(taken)).toMatchObject({ exitCode: 0 })
    const bare = join(folder, 'bare.mjs')
    await writeFile(bare, "export const b = { name: 'b', inputs: { features: ['mid'] }, lookBackUs: 0, compute: () => 1 }")
    expect((await madeOf(bare)).error).toContain('expected a factor with score: { weight, bullish, bearish }, received b without one')
  })
})

describe('of backtest --arm FILE.json', () => {
  const sources = [{ arm: 'flow', weight: 60 }, { arm: 'candle', weight: 20 }, { arm: 'mine.mjs', weight: 20 }] // prettier-ignore

  it('puts rules, candles and files of factors beside it together', async () => {
    expect(await jsonArm({ name: 'mix', sources, keepAbove: 10, cooldownSeconds: 60 })).toEqual({ name: 'mix synthesis', error: '' })
  })

  it.each<[string, object, string]>([
    ['a misspelt setting', { name: 'mix', sources, keepabove: 1 }, 'unrecognized key: "keepabove"'],
    [
      'a weight of nothing',
      { name: 'mix', sources: [{ arm: 'flow', weight: 0 }] },
      'sources.0.weight: expected a whole number of hundredths',
    ],
    ['another agreement', { name: 'mix', sources, agreement: 'any' }, 'agreement: expected weighted, majority, all or unopposed'],
    ['itself', { name: 'mix', sources: [{ arm: 'mix.json', weight: 1 }] }, 'expected arms other than itself'],
    ['an arm twice', { name: 'mix', sources: [sources[0], sources[0]] }, 'expected a name used once, received flow:default twice'],
    ['what is no arm', { name: 'mix', sources: [{ arm: 'flo', weight: 1 }] }, '--arm: expected flow, brief, candle'],
  ])('refuses %s', async (_what, content, message) => {
    expect((await jsonArm(content)).error).toContain(message)
  })
})
