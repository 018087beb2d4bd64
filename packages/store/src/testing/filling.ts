import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { tradesOf } from './records.ts'

/**
 * Fills the disk of a folder with a store in it, looks how the store takes it, and makes room again. Says on one line what it saw.
 */
const [dir = ''] = process.argv.slice(2)
const path = join(dir, 's.duckdb')
const ballast = join(dir, 'ballast')
const options = { path, origin: 'live', flushMs: 60_000, retryMs: 60_000, batch: 2_000, maxWaiting: 20_000 }
const store = await openStore(options)
let given = 0

const give = (): void => store.append([tradesOf(Array.from({ length: 100 }, () => (given += 1)))])
const stored = async (from: Store): Promise<number> => Number((await from.query('SELECT count(DISTINCT id) FROM trades', 1)).rows[0]?.[0])

for (let i = 0; i < 20; i += 1) give()
await store.flush()
const { bavail, bsize } = statfsSync(dir)
writeFileSync(ballast, Buffer.alloc(bavail * bsize - 64 * 1_024))
let health = store.health()
for (let i = 0; i < 200 && health.state !== 'full'; i += 1) {
  give()
  await store.flush().catch(() => undefined)
  health = store.health()
}
const whenFull = health
for (let i = 0; i < 300; i += 1) give()
await store.flush().catch(() => undefined)
const answeredWhileFull = await stored(store).then(
  (count) => count >= 2_000,
  () => false,
)
const lostWhileFull = store.counts().lost
rmSync(ballast)
await store.flush()
await store.flush()
const afterwards = store.health()
const kept = await stored(store)
const events = (await store.quality({ fromUs: undefined, toUs: undefined, limit: 10, cursor: undefined })).items.map(({ kind }) => kind)
await store.close()
const again = await openStore(options)
const storedAgain = await stored(again)
await again.close()
const saw = {
  whenFull,
  answeredWhileFull,
  lostWhileFull,
  afterwards,
  events,
  given: given - lostWhileFull * 100,
  stored: kept,
  storedAgain,
}
process.stdout.write(`${JSON.stringify(saw)}\n`)
