import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const conditions = ['@of/source', 'node', 'import', 'default']
const members = ['packages', 'apps', 'tooling'].flatMap((group) =>
  readdirSync(`${root}/${group}`)
    .map((name) => `${group}/${name}`)
    .filter((dir) => existsSync(`${root}/${dir}/package.json`)),
)

export default defineConfig({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Many tests wait for sockets and processes: a worker more than this would leave a core idle.
    maxWorkers: 3,
    setupFiles: [`${root}/tooling/vitest.setup.ts`],
    projects: members.map((dir) => ({
      extends: true as const,
      // Files of a package share what they have imported: nothing is stubbed here, and importing anew would take as long as the tests.
      test: { name: dir, include: [`${dir}/src/**/*.test.ts`], testTimeout: 30_000, isolate: false },
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
