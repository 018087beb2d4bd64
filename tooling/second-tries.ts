import process from 'node:process'
import type { Reporter, TestCase } from 'vitest/node'

/** Tells at the end which tests passed only when they were tried again: a second try is a fact, and no secret. */
export function secondTries(): Reporter {
  const names: string[] = []
  return {
    onTestCaseResult(test: TestCase) {
      if (test.diagnostic()?.flaky === true) names.push(`${test.module.relativeModuleId}: ${test.fullName}`)
    },
    onTestRunEnd() {
      if (names.length > 0) process.stdout.write(`\n*** passed at the second try only:\n${names.map((name) => `    ${name}\n`).join('')}\n`)
    },
  }
}
