import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Client, createClient } from '@of/api'
import type { ConfigInput } from '@of/service'
import { madeUpNames, startVenueProcess, type VenueProcess } from '../venue-process.ts'
import { type Child, startChild } from './child.ts'

/** What was done to a service, and whether it took it as it should. */
export interface FaultResult {
  readonly fault: string
  readonly verdict: 'holds' | 'fails' | 'skipped'
  /** What was seen that says so. */
  readonly saw: string
}

const PATIENCE_MS = 60_000
const LOOK_MS = 200
const DISK_MB = 24
/** What is left of a disk that is filled: less than a batch takes. */
const LEFT_BYTES = 64 * 1_024
const names = madeUpNames(2)

/** Lets a service meet each fault, one after another, in a process of its own. */
export async function serviceFaults(onResult: (result: FaultResult) => void): Promise<readonly FaultResult[]> {
  const results: FaultResult[] = []
  for (const run of [feedDrops, clockJumps, storeLocked, diskFull]) {
    const result = await run()
    results.push(result)
    onResult(result)
  }
  return results
}

async function feedDrops(): Promise<FaultResult> {
  return await followed('feed drops', {}, async ({ client, url, venue }) => {
    const steps: [string, boolean][] = []
    for (const kind of ['abrupt-close', 'half-open', 'drop'] as const) {
      await plan(venue, kind)
      const isTold = await seen(async () => (await client.health()).trouble !== null)
      const isHealed = await seen(async () => (await isRunning(client)) && (await fetch(`${url}/readyz`)).status === 200)
      steps.push([`${kind}: ${isTold ? 'told' : 'never told'}, ${isHealed ? 'healed' : 'never healed'}`, isTold && isHealed])
    }
    return told('feed drops', steps)
  })
}

async function clockJumps(): Promise<FaultResult> {
  return await followed('clock jumps', {}, async ({ client, service, venue }) => {
    const steps: [string, boolean][] = []
    for (const [signal, words] of [
      ['SIGUSR2', 'an hour ahead'],
      ['SIGHUP', 'two hours back'],
    ] as const) {
      service.process.kill(signal)
      await wait(3_000)
      const isUp = await seen(async () => await isRunning(client))
      steps.push([`${words}: ${isUp ? 'runs on' : 'does not run'}`, isUp])
    }
    // A clock that was set back must not hide that nothing comes.
    await plan(venue, 'half-open')
    const isSilent = await seen(async () => ((await client.health()).silentMs ?? 0) > 2_000)
    return told('clock jumps', [...steps, [`silence after that: ${isSilent ? 'told' : 'never told'}`, isSilent]])
  })
}

async function storeLocked(): Promise<FaultResult> {
  const dir = await mkdtemp(join(tmpdir(), 'of-faults-'))
  try {
    return await followed('store locked', { store: { dir } }, async ({ config, client }) => {
      const refused = await startChild(['serve-service', JSON.stringify(config)]).then(
        async (child) => {
          await child.end('SIGKILL')
          return false
        },
        () => true,
      )
      const isUp = await isRunning(client)
      return told('store locked', [
        [`a second service: ${refused ? 'refused' : 'let in'}`, refused],
        [`the first: ${isUp ? 'runs on' : 'does not run'}`, isUp],
      ])
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** On a file system of its own of some megabytes, which only this user and the kernel need to agree to. */
async function diskFull(): Promise<FaultResult> {
  const dir = await mkdtemp(join(tmpdir(), 'of-faults-'))
  const within = ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=${DISK_MB}m none "$0" && exec "$@"`, dir] as const
  const [program, ...args] = within
  if (spawnSync(program, [...args, 'true']).status !== 0)
    return { fault: 'disk full', verdict: 'skipped', saw: 'this system mounts no file system for a user: run it as root' }
  const config = { store: { dir }, alerts: { rules: [{ id: 'store', when: { on: 'quality' as const, of: ['store' as const] } }] } }
  try {
    return await followed(
      'disk full',
      config,
      async ({ client, service, url }) => await onFullDisk({ client, url, disk: diskOf(service.process, dir) }),
      within,
    )
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** The folder as another process sees it. */
function diskOf({ pid }: ChildProcess, dir: string): string {
  return `/proc/${pid}/root${dir}`
}

async function onFullDisk({
  client,
  disk,
  url,
}: {
  readonly client: Client
  readonly disk: string
  readonly url: string
}): Promise<FaultResult> {
  const [product = ''] = names
  const ballast = join(disk, 'ballast')
  await seen(async () => (await client.trades({ product })).items.length > 0)
  const { bavail, bsize } = await statfs(disk)
  await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)))
  const isTold = await seen(async () => (await client.health()).store.state === 'full')
  const before = await client.book({ product })
  const answers = await seen(async () => (await client.book({ product })).timeUs > before.timeUs)
  const alerted = await seen(async () => /^of_alerts_total [1-9]/m.test(await (await fetch(`${url}/metrics`)).text()))
  await rm(ballast)
  const isOver = await seen(async () => (await client.health()).store.state === 'ok')
  const sql = 'SELECT sum(n)::BIGINT FROM (SELECT max(id) - min(id) + 1 - count(DISTINCT id) AS n FROM trades GROUP BY product)'
  const { rows } = await client.query({ body: { sql } })
  const gone = Number(rows[0]?.[0])
  return told('disk full', [
    [isTold ? 'told' : 'never told', isTold],
    [answers ? 'answers go on' : 'answers stand still', answers],
    [alerted ? 'alert fired' : 'no alert', alerted],
    [isOver ? 'goes on with room' : 'never goes on', isOver],
    [`${gone} trades missing afterwards`, gone === 0],
  ])
}

interface Followed {
  readonly venue: VenueProcess
  readonly service: Child
  readonly url: string
  readonly client: Client
  readonly config: ConfigInput
}

/** Does something with a service that follows a venue, both in processes of their own. `within` is a program that runs another. */
async function followed(
  fault: string,
  more: ConfigInput,
  task: (parts: Followed) => Promise<FaultResult>,
  within: readonly string[] = [],
): Promise<FaultResult> {
  const venue = await startVenueProcess({
    seed: 7,
    products: names.length,
    speed: 4,
    levels: 100,
    makerUpdatesPerSecond: 4,
    faultsPerMinute: 0,
  })
  const http = { port: 0, requestsPer10s: 1_000_000 }
  const config: ConfigInput = { source: 'coinbase', coinbase: { url: venue.url }, products: [...names], http, ...more }
  let service: Child | undefined
  try {
    service = await startChild(['serve-service', JSON.stringify(config)], within)
    const { line: url } = service
    const client = createClient({ url })
    if (!(await seen(async () => await isRunning(client)))) return { fault, verdict: 'fails', saw: 'the service never ran' }
    return await task({ venue, service, url, client, config })
  } finally {
    await service?.end('SIGKILL')
    await venue.stop()
  }
}

async function plan({ restUrl }: VenueProcess, kind: string): Promise<void> {
  const { status } = await fetch(`${restUrl}/_sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind }),
  })
  if (status >= 300) throw new Error(`expected the venue to let ${kind} happen, received status ${status}`)
}

/** Whether every product runs, and nothing is wrong. */
async function isRunning(client: Client): Promise<boolean> {
  const { products, state, trouble } = await client.health()
  return state === 'sim' && trouble === null && products.length === names.length && products.every((product) => product.state === 'running')
}

/** Whether something comes to hold before patience ends. */
async function seen(holds: () => Promise<boolean>): Promise<boolean> {
  const endMs = performance.now() + PATIENCE_MS
  while (performance.now() < endMs) {
    if (await holds().catch(() => false)) return true
    await wait(LOOK_MS)
  }
  return false
}

function told(fault: string, steps: readonly (readonly [saw: string, holds: boolean])[]): FaultResult {
  return { fault, verdict: steps.every(([, holds]) => holds) ? 'holds' : 'fails', saw: steps.map(([saw]) => saw).join('; ') }
}
