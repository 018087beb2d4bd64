import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What takes part in what is remembered of a stream. Rules decide and are not remembered; recordings are read by what stands beside them. */
const PACKAGES = ['@of/core', '@of/coinbase', '@of/pipeline']

/** SHA-256 of the code that analyses, wherever it lies: a state that other code has made may be read as something else. */
export async function analysisCode(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of PACKAGES) {
    const folder = dirname(fileURLToPath(import.meta.resolve(name)))
    for (const file of (await readdir(folder, { recursive: true })).filter(isCode).sort()) {
      const bytes = await readFile(join(folder, file))
      hash.update(`${name} ${file} ${bytes.length}\n`).update(bytes)
    }
  }
  return hash.digest('hex')
}

function isCode(file: string): boolean {
  return /\.[jt]s$/.test(file) && !/(\.test|\.bench|\.d)\.ts$|(^|[/\\])testing[/\\]/.test(file)
}
