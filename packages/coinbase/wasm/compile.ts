/**
 * Compiles level2-frame.as into src/wire/bytes/level2-module.ts; with --check only says whether that is what the source compiles to.
 * The compiler is 100 MB and needed by nobody else: npx brings it.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'

const COMPILER = 'assemblyscript@0.28.20'
const SOURCE = new URL('level2-frame.as', import.meta.url)
const MODULE = new URL('../src/wire/bytes/level2-module.ts', import.meta.url)

/** Two pages of memory that the caller hands in; literals of the source stand in it behind everything that it names. */
const OPTIONS = [
  '--optimizeLevel=3',
  '--runtime=stub',
  '--enable=simd',
  '--noAssert',
  '--importMemory',
  '--initialMemory=2',
  '--maximumMemory=2',
  '--memoryBase=98304',
]

function compiled(source: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'level2-frame-'))
  try {
    writeFileSync(join(folder, 'level2-frame.ts'), source)
    const asc = ['-y', '-p', COMPILER, 'asc', 'level2-frame.ts', '--outFile=level2-frame.wasm', ...OPTIONS]
    execFileSync('npx', asc, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
    return readFileSync(join(folder, 'level2-frame.wasm'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function moduleOf(source: string, binary: Buffer): string {
  const digest = createHash('sha256').update(source).digest('hex')
  return `/** The SHA-256 digest of \`wasm/level2-frame.as\`, of which \`wasm/compile.ts\` has made the module below. */
export const LEVEL2_SOURCE = '${digest}'

/** The WebAssembly module that reads frames of the \`level2\` channel, as base64. */
export const LEVEL2_MODULE =
  '${binary.toString('base64')}'
`
}

const source = readFileSync(SOURCE, 'utf8')
const text = moduleOf(source, compiled(source))
if (!argv.includes('--check')) writeFileSync(MODULE, text)
else if (readFileSync(MODULE, 'utf8') !== text) throw new Error('level2-module.ts is not what level2-frame.as compiles to')
