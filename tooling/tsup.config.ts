import { existsSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { keepConst } from './keep-const.ts'
import { markPure } from './mark-pure.ts'

const main = existsSync('src/main.ts') ? 'src/main.ts' : 'src/index.ts'

export default defineConfig({
  // A worker thread is a program of its own.
  entry: [main, ...(existsSync('src/worker.ts') ? ['src/worker.ts'] : [])],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  dts: main === 'src/index.ts',
  sourcemap: true,
  clean: true,
  treeshake: true,
  // What a program does as it starts, it is to do.
  plugins: main === 'src/index.ts' ? [keepConst(), markPure()] : [keepConst()],
})
