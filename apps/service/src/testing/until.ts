import { setTimeout as wait } from 'node:timers/promises'

/** Waits until something holds. Throws after half a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return
    await wait(100)
  }
  throw new Error('expected it to hold within 30 s')
}
