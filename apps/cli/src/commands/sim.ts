import { FaultInjector, type InjectedFault, type ProductSpec, type SimServer, startServer } from '@of/sim'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { parseTime } from '../input/time.ts'
import { until } from '../live/until.ts'
import { counted, grouped } from '../render/numbers.ts'
import { megabytes, type ProgressLine, silentProgress } from '../render/progress.ts'
import { FaultPlan } from '../sim/fault-plan.ts'
import { greeting } from '../sim/greeting.ts'
import { isProductName, simProducts } from '../sim/products.ts'
import { writeSession } from '../sim/write-session.ts'
import { faultLine, sentBy, type Sent, type SimStatus, statusLine } from '../sim/status.ts'
import { numberOf, wholeOf } from './number-options.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of sim'
const STATUS_MS = 1_000
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/** The options of `of sim`, as they are typed. */
export interface SimOptions {
  readonly port: string
  readonly host: string
  readonly product: readonly string[]
  readonly products?: string | undefined
  readonly seed: string
  readonly speed: string
  readonly levels?: string | undefined
  readonly faults?: string | undefined
  readonly quirks?: string | undefined
  readonly deflate?: true | undefined
  readonly out?: string | undefined
  readonly for?: string | undefined
  readonly start?: string | undefined
  readonly json?: true | undefined
}

/** `of sim`: a simulated Coinbase on this machine until Ctrl-C, or a session of it as a recording. */
export async function simCommand(options: SimOptions, host: Host): Promise<void> {
  if (options.out !== undefined) {
    await write(options.out, options, host)
    return
  }
  const unfit = options.for !== undefined ? '--for' : options.start !== undefined ? '--start' : undefined
  if (unfit !== undefined)
    throw new CliError({
      kind: 'usage',
      complaint: `${unfit}: has no meaning without --out: a server goes on until Ctrl-C`,
      command: COMMAND,
    })
  const { deflate = false, host: address, json } = options
  const port = wholeOf(options.port, { option: '--port', command: COMMAND, least: 0, most: 65_535 })
  const seed = seedOf(options)
  const speed = numberOf(options.speed, { option: '--speed', command: COMMAND, least: 0.01, most: 1_000 })
  const perMinute =
    options.faults === undefined ? 0 : numberOf(options.faults, { option: '--faults', command: COMMAND, least: 0, most: 6_000 })
  const quirkRate = options.quirks === undefined ? 0 : numberOf(options.quirks, { option: '--quirks', command: COMMAND, least: 0, most: 1 })
  const products = productsFor(options)

  const startUs = Date.now() * 1_000
  const told: InjectedFault[] = []
  const injector = new FaultInjector({ seed, quirkRate, onInjected: (fault) => void told.push(fault) })
  const serve = { seed, startUs, products, port, host: address, speed, injector, deflate }
  const server = await startServer(serve).catch((error: unknown) => {
    if (error instanceof RangeError) throw new CliError({ kind: 'usage', complaint: error.message, command: COMMAND }, { cause: error })
    const detail = error instanceof Error ? error.message : String(error)
    throw new CliError({ kind: 'cannot-serve', port, detail, command: `${COMMAND} --port 0` }, { cause: error })
  })
  const names = products.map(({ id }) => id)
  const plan = perMinute === 0 ? undefined : new FaultPlan({ seed, perMinute, fromUs: startUs, products: names })
  const stopped = AbortSignal.any([host.signal, host.stopSignal()])
  try {
    const { restUrl, url } = server
    await host.output.write(
      json === true
        ? `${JSON.stringify({ kind: 'listening', simulated: true, url, restUrl, products: names, seed, speed })}\n`
        : greeting({ url, restUrl, products: names, seed, speed }),
    )
    if (!LOOPBACK.test(address)) host.remark(`others can reach this server at ${address}: it has no password, and its data are simulated`)
    const work = { server, plan, told, isJson: json === true }
    await attend(work, stopped, host)
  } finally {
    await server.close()
  }
}

/** Writes a session, and says what it came to. */
async function write(directory: string, options: SimOptions, host: Host): Promise<void> {
  const seed = seedOf(options)
  const { for: span = '1h', start = '2026-01-05' } = options
  const durationUs = parseDuration(span)
  if (durationUs === undefined || durationUs === 0)
    throw new CliError({ kind: 'usage', complaint: `--for: expected a span such as 10m or 24h, received ${span}`, command: COMMAND })
  const startUs = parseTime(start)
  if (startUs === undefined)
    throw new CliError({ kind: 'usage', complaint: `--start: expected a UTC time, received ${start}`, command: COMMAND })
  const { segments } = await writeSession({ directory, seed, startUs, durationUs, products: productsFor(options) }, host)
  const entries = segments.reduce((sum, segment) => sum + segment.entries, 0)
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  const summary = { schema: 1, simulated: true, directory, seed, entries, segments: segments.length, bytes }
  await host.output.write(
    options.json === true
      ? `${JSON.stringify(summary)}\n`
      : `SIMULATED, not a market: ${grouped(entries)} entries in ${counted(segments.length, 'segment')}, ${megabytes(bytes)}, ${directory}\n`,
  )
}

function seedOf({ seed }: SimOptions): number {
  return wholeOf(seed, { option: '--seed', command: COMMAND, least: 0, most: 2 ** 31 })
}

interface Work {
  readonly server: SimServer
  readonly plan: FaultPlan | undefined
  /** Faults that have bitten and were not told. */
  readonly told: InjectedFault[]
  readonly isJson: boolean
}

/** Plans what goes wrong and tells how the server does, until it is to stop. */
async function attend({ isJson, plan, server, told }: Work, stopped: AbortSignal, { output, startProgress }: Host): Promise<void> {
  const line: ProgressLine = isJson ? silentProgress : await startProgress()
  let before: Sent = { frames: 0, atMs: performance.now() }
  try {
    do {
      for (const fault of plan?.until(server.venue.nowUs) ?? []) server.injector.schedule(fault)
      const faults = told.splice(0)
      if (faults.length > 0) {
        line.clear()
        await output.write(faults.map((fault) => `${isJson ? JSON.stringify({ kind: 'fault', fault }) : faultLine(fault)}\n`).join(''))
      }
      const status = await statusOf(server)
      const nowMs = performance.now()
      if (isJson) await output.write(`${JSON.stringify({ kind: 'status', ...status })}\n`)
      else line.show(`SIMULATED · ${statusLine(status, before, nowMs)}`)
      before = { frames: sentBy(status), atMs: nowMs }
    } while (!(await until(stopped, STATUS_MS)))
  } finally {
    line.stop()
  }
}

/** As anybody else would ask it. */
async function statusOf({ restUrl }: SimServer): Promise<SimStatus> {
  const answer = await fetch(new URL('/_sim/status', restUrl))
  const status: SimStatus = JSON.parse(await answer.text())
  return status
}

function productsFor({ levels: levelsText, product, products: countText }: SimOptions): readonly ProductSpec[] {
  const names = productsOf({ product }, COMMAND)
  if (names.length > 0 && countText !== undefined)
    throw new CliError({ kind: 'usage', complaint: '--product and --products: expected one of them, received both', command: COMMAND })
  const unfit = names.find((name) => !isProductName(name))
  if (unfit !== undefined)
    throw new CliError({ kind: 'usage', complaint: `--product: expected a product such as BTC-USD, received ${unfit}`, command: COMMAND })
  const count = countText === undefined ? undefined : wholeOf(countText, { option: '--products', least: 1, most: 999, command: COMMAND })
  const levels =
    levelsText === undefined ? undefined : wholeOf(levelsText, { option: '--levels', least: 2, most: 50_000, command: COMMAND })
  return simProducts({ names, count, levels })
}
