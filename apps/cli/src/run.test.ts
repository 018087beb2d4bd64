import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { samplePath } from './sample.ts'
import { asText, madeUpLines } from './testing/made-up-recording.ts'
import { finished, of, start } from './testing/of-process.ts'

const lines = madeUpLines(3)

describe('of', () => {
  it('prints help on standard output when asked for it', async () => {
    const { exitCode, stderr, stdout } = await of(['--help'])
    expect(stdout).toContain('Exit codes:\n  0   done')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('prints help on standard error when no command is given', async () => {
    const { exitCode, stderr, stdout } = await of([])
    expect(stderr).toContain('Usage: of')
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
  })

  it('prints its version', async () => {
    expect(await of(['--version'])).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('says what is wrong with a command line', async () => {
    const { exitCode, stderr, stdout } = await of(['analize'])
    expect(stderr).toBe(
      [
        "error: unknown command 'analize'",
        '',
        '  Did you mean analyze?',
        '  Try:  of --help    every option, with examples',
        '',
        '  code E_USAGE · exit 64 · --verbose for the trace',
        '',
      ].join('\n'),
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
  })
})

describe('of, when nobody reads its result any more', () => {
  it.each(['1', '2'])('ends quietly, with %s threads', async (threads) => {
    const child = start(['features', samplePath, '--every', '100ms', '--threads', threads])
    const ending = finished(child)
    await once(child.stdout, 'data')
    child.stdout.destroy()
    expect(await ending).toMatchObject({ exitCode: 0, killedBy: null, stderr: '' })
  })
})

describe('of, interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends within a second of %s, and prints no result as if it were whole', async (signal, exitCode) => {
    const startMs = performance.now()
    const child = start(['analyze', '-', '--json'])
    const ending = finished(child)
    await feedUntilRead(child)
    const sentMs = performance.now()
    child.kill(signal)
    const run = await ending
    expect(performance.now() - sentMs).toBeLessThan(withinASecond(sentMs - startMs))
    expect(run).toMatchObject({ exitCode, killedBy: null, stdout: '' })
    expect(run.stderr).toContain(`error: interrupted by ${signal}\n`)
    expect(run.stderr).toContain('code E_INTERRUPTED')
  })

  it.each(['1', '2'])('stops in the middle of a recording that never ends, with %s threads', async (threads) => {
    const startMs = performance.now()
    const child = start(['features', '-', '--every', '100ms', '--threads', threads])
    const ending = finished(child)
    child.stdin.on('error', () => {})
    const pump = setInterval(() => child.stdin.writableLength < 1_000_000 && child.stdin.write(heartbeats), 1)
    child.stdin.write(asText(lines))
    await once(child.stdout, 'data')
    const sentMs = performance.now()
    child.kill('SIGINT')
    const run = await ending
    clearInterval(pump)
    expect(performance.now() - sentMs).toBeLessThan(withinASecond(sentMs - startMs))
    expect(run.exitCode).toBe(130)
  })
})

/** A second, in milliseconds; on a machine that is busy with other things, no longer than the process took to begin, which is more work. */
function withinASecond(beginningMs: number): number {
  return Math.max(1_000, beginningMs)
}

const heartbeats = asText(Array.from({ length: 200 }, () => lines.at(-1)!))

/** Writes more than a pipe holds: once all of it is out, the process has begun to read. */
async function feedUntilRead(child: ReturnType<typeof start>): Promise<void> {
  child.stdin.write(asText(lines))
  await new Promise<void>((resolve) => void child.stdin.write(heartbeats.repeat(20), () => resolve()))
}
