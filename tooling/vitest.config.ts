import { existsSync, readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { secondTries } from './second-tries.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const conditions = ['@of/source', 'node', 'import', 'default']
const members = ['packages', 'apps', 'tooling'].flatMap((group) =>
  readdirSync(`${root}/${group}`)
    .map((name) => `${group}/${name}`)
    .filter((dir) => existsSync(`${root}/${dir}/package.json`)),
)

/** What is computed comes out the same each time; sockets, processes and a browser have reasons of their own to be late. */
const isPure = (dir: string): boolean => readFileSync(`${root}/${dir}/turbo.json`, 'utf8').includes('"pure"')

export default defineConfig({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Many tests wait for sockets and processes: as many workers as cores would leave a core idle.
    maxWorkers: 4,
    reporters: ['default', secondTries()],
    setupFiles: [`${root}/tooling/vitest.setup.ts`],
    // Threads and processes that tests start compile the same sources again and again.
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? `${root}/node_modules/.cache/node` },
    projects: members.map((dir) => ({
      extends: true as const,
      // Files of a package share what they have imported: nothing is stubbed here, and importing anew would take as long as the tests.
      test: {
        name: dir,
        include: [`${dir}/src/**/*.test.ts`],
        isolate: false,
        // Bounds for what never happens; what happens late on a busy machine is waited for.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        retry: isPure(dir) ? 0 : 1,
        expect: { poll: { timeout: 20_000, interval: 20 } },
      },
    })),
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**'],
      exclude: ['**/*.{test,bench}.ts', '**/testing/**'],
      reporter: ['text-summary', 'lcov'],
      thresholds: { lines: 90, branches: 80 },
    },
  },
})
