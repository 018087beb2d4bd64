import { openStore } from '../open-store.ts'
import { eventAt, secondOf, tradesOf } from './records.ts'

/**
 * Writes to a store until it is ended, and says on a line of its own up to which second everything is stored.
 * A folder that runs full is waited for.
 */
const [path = '', from = '0'] = process.argv.slice(2)
const store = await openStore({ path, origin: 'live', flushMs: 60_000, retryMs: 50 })
process.stdout.write('open\n')
for (let second = Number(from); ; second += 1) {
  const ids = Array.from({ length: 40 }, (_, i) => second * 40 + i)
  store.append([tradesOf(ids), secondOf(second), eventAt(second, 'gap')])
  await store.flush()
  process.stdout.write(`${second}\n`)
}
