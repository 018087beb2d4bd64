import { existsSync } from 'node:fs'
import { defineConfig } from 'tsup'

const entry = existsSync('src/main.ts') ? ['src/main.ts'] : ['src/index.ts']

export default defineConfig({
  entry,
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  dts: entry[0] === 'src/index.ts',
  sourcemap: true,
  clean: true,
  treeshake: true,
})
