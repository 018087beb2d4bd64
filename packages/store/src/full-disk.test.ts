import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testFolder } from './testing/folder.ts'

const program = fileURLToPath(new URL('testing/filling.ts', import.meta.url))

/** A disk of so many MB that is the program's alone, and gone with it. */
const onSmallDisk = (dir: string, script: string): readonly string[] => [
  '-rm',
  'sh',
  '-c',
  `mount -t tmpfs -o size=24m none "${dir}" && ${script}`,
]
const canMount = (): boolean => spawnSync('unshare', [...onSmallDisk('/mnt', 'true')]).status === 0

describe('store on a full disk', () => {
  it.skipIf(!canMount())('says so, keeps answering, holds what comes up to its bound, and goes on where there is room', async () => {
    const dir = testFolder()
    const run = `exec "${process.execPath}" --conditions=@of/source "${program}" "${dir}"`
    const child = spawn('unshare', [...onSmallDisk(dir, run)], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    await once(child, 'close')
    const told = JSON.parse(said) as Record<string, unknown>
    expect(told).toMatchObject({
      whenFull: { state: 'full', reason: expect.stringMatching(/no space left on device/i) as string },
      answeredWhileFull: true,
      lostWhileFull: expect.any(Number) as number,
      afterwards: { state: 'ok' },
      events: ['store-lost'],
    })
    expect(told['lostWhileFull']).toBeGreaterThan(0)
    // Everything that was not counted as lost is there, once.
    expect(told['stored']).toBe(told['given'])
    expect(told['storedAgain']).toBe(told['given'])
  })
})
