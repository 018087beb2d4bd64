import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Debian's Chromium, where it is installed; `undefined` where it is not. */
export const chromiumPath: string | undefined = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))

/** A process that told where it listens. */
export interface Running {
  readonly url: string
  stop(): Promise<void>
}

/** A simulated venue of its own, which takes faults. */
export async function startVenue(): Promise<Running> {
  return await start(['apps/cli/src/main.ts', 'sim', '--port', '0', '--json', '--seed', '7'], /http:\/\/127\.0\.0\.1:\d+/)
}

/** The service, following a venue; on a port of its choice unless one is given. */
export async function startService(venueUrl: string, port: string): Promise<Running> {
  const flags = ['--source', 'coinbase', '--coinbase.url', venueUrl.replace('http:', 'ws:'), '--port', port, '--log.level', 'warn']
  return await start(['apps/service/src/main.ts', ...flags], /^http:\/\/\S+/)
}

/** The service on the simulator of its own, on a free port. */
export async function startSimulated(flags: readonly string[]): Promise<Running> {
  return await start(['apps/service/src/main.ts', '--source', 'sim', '--port', '0', '--log.level', 'warn', ...flags], /^http:\/\/\S+/)
}

async function start(args: readonly string[], told: RegExp): Promise<Running> {
  const child = spawn(process.execPath, ['--conditions=@of/source', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const found = told.exec(line)?.[0]
    if (found !== undefined) {
      child.stdout.resume()
      return { url: found, stop: () => stop(child) }
    }
  }
  throw new Error(`expected ${args[0] ?? ''} to tell where it listens, it ended`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
