import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import process from 'node:process'

/** The compiler that checks; the other one stays for those who need its programming interface. */
const compiler = 'node_modules/typescript-native/bin/tsc'

/** Sources of a pure package must compile where no library knows what input and output are. */
const pure = readdirSync('packages').flatMap((name) => {
  const project = `packages/${name}/tsconfig.src.json`
  return existsSync(project) ? [project] : []
})

const waiting = ['tooling/tsconfig/all.json', 'tooling/tsconfig/service.json', 'apps/dashboard', 'tooling/tsconfig.json', ...pure]
let failed = false

function check(project: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', project], { stdio: 'inherit' })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) {
        failed = true
        process.stderr.write(`types: ${project} does not compile\n`)
      }
      resolve()
    })
  })
}

async function work(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) await check(project)
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
if (failed) process.exitCode = 1
