import fc from 'fast-check'

// A campaign raises the number of runs (`pnpm fuzz`); the test command keeps fast-check's default.
const runs = Number(process.env['FC_RUNS'] ?? 100)
fc.configureGlobal({ numRuns: runs })
