import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { root } from '../root.ts'

/** Where the packages of others are installed, apart from the workspace, by their own lock file. */
const folder = fileURLToPath(new URL('peers/', root))

/** Installs the packages of others unless they are there; throws an Error when that fails. */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  process.stderr.write(`installing peers into ${folder}node_modules\n`)
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`peers: expected npm ci to end with 0, received ${status ?? 'no exit code'}`)
}

/** Loads a package of others by its name. Its own types are not there until it is installed, so whoever uses it says what it has. */
export const peer: NodeJS.Require = createRequire(`${folder}package.json`)

/** The version of an installed package. */
export function peerVersion(name: string): string {
  const { version }: { readonly version: string } = peer(`${folder}node_modules/${name}/package.json`)
  return version
}
