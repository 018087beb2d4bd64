import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The command line, as Node's arguments: its sources where this program is run from its own, else what was built. */
export function ofProgram(): readonly string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@of/cli/package.json'))
  return import.meta.url.endsWith('.ts') ? ['--conditions=@of/source', join(folder, 'src/main.ts')] : [join(folder, 'dist/main.js')]
}
