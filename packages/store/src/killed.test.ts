import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openStore } from './open-store.ts'
import { testFolder } from './testing/folder.ts'
import { tradeOf } from './testing/records.ts'

/** How often it is killed: `OF_KILLS=100` for a longer look. */
const KILLS = Number(process.env['OF_KILLS'] ?? 10)
const writing = fileURLToPath(new URL('testing/writing.ts', import.meta.url))

/** Writes until it is killed, at a random moment after it has begun. Tells the last second it said was stored. */
const killedWriter = async (path: string, from: number): Promise<number> => {
  const child = spawn(process.execPath, ['--conditions=@of/source', writing, path, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child.stdout, 'data')
  await wait(Math.random() * 300)
  child.kill('SIGKILL')
  await once(child, 'close')
  // A line that was cut off says nothing.
  const lines = said.split('\n').slice(0, -1)
  return Math.max(from - 1, ...lines.slice(1).map(Number))
}

describe('store whose process is killed', () => {
  it(`has everything that it said was stored, once, ${KILLS} times at random moments`, { timeout: 60_000 + KILLS * 20_000 }, async () => {
    const path = join(testFolder(), 's.duckdb')
    let stored = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      // The last two seconds are given again after the restart, as a feed does.
      const last = await killedWriter(path, Math.max(0, stored - 2))
      const store = await openStore({ path, origin: 'live' })
      const { rows } = await store.query(
        `SELECT (SELECT count(*) FROM trades), (SELECT count(DISTINCT id) FROM trades), (SELECT max(id) FROM trades),
         (SELECT count(*) FROM features), (SELECT count(*) FROM quality_events)`,
        1,
      )
      const [trades, ids, newest, features, events] = rows[0]!.map(Number)
      const seconds = features!
      // What was stored but not yet said may be there as well, all of it.
      expect([Math.max(stored, last + 1), Math.max(stored, last + 2)]).toContain(seconds)
      expect([trades, ids, events]).toEqual([seconds * 40, seconds * 40, seconds])
      if (seconds > 0) expect(newest).toBe(seconds * 40 - 1)
      const { items } = await store.trades({ product: 'BTC-USD', fromUs: undefined, toUs: undefined, limit: 10_000, cursor: undefined })
      expect(items.slice(-5)).toEqual(items.slice(-5).map(({ id }) => ({ ...tradeOf(id), origin: 'live' })))
      await store.close()
      stored = seconds
    }
    expect(stored).toBeGreaterThan(0)
  })
})
