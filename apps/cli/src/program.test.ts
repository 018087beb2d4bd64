import { Writable } from 'node:stream'
import { CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { CliError } from './errors.ts'
import { buildProgram } from './program.ts'
import { isHelp, usageFault } from './usage.ts'

const noHost = (): never => {
  throw new Error('a command ran')
}

/** What a command line that runs no command prints, and how it ends. */
async function parse(...argv: readonly string[]): Promise<{ readonly ending: unknown; readonly printed: string }> {
  const chunks: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => (chunks.push(String(chunk)), done()) })
  const ending = await buildProgram(noHost, { stdout: stream, stderr: stream })
    .parseAsync(argv, { from: 'user' })
    .catch((error: unknown) => error)
  return { ending, printed: chunks.join('') }
}

/** What is wrong with a command line. */
async function complaintOf(...argv: readonly string[]): Promise<unknown> {
  const { ending } = await parse(...argv)
  return ending instanceof CommanderError ? usageFault(ending, argv) : ending instanceof CliError ? ending.fault : ending
}

describe('buildProgram(hostOf, streams)', () => {
  it('names every command in its help, with examples and exit codes', async () => {
    const { ending, printed } = await parse('--help')
    for (const words of ['analyze', 'features', 'index', 'demo', 'list-features', 'record', 'replay', 'watch', 'Examples:', '130 Ctrl-C'])
      expect(printed).toContain(words)
    expect(ending).toSatisfy((error: CommanderError) => isHelp(error) && error.exitCode === 0)
  })

  it.each(['analyze', 'features', 'index', 'demo', 'list-features', 'record', 'replay', 'watch'])(
    'shows examples of %s',
    async (command) => {
      const { printed } = await parse(command, '--help')
      expect(printed).toContain(`Examples:\n  of ${command}`)
    },
  )

  it.each([
    ['an unknown command', ['analize'], "unknown command 'analize'", { command: 'of', hint: 'Did you mean analyze?' }],
    [
      'an unknown option',
      ['analyze', 'x', '--prodct', 'y'],
      "unknown option '--prodct'",
      { command: 'of analyze', hint: 'Did you mean --product?' },
    ],
    ['an option without its value', ['features', 'x', '--every'], "option '--every <span>' argument missing", { command: 'of features' }],
    ['a recording too few', ['analyze'], "missing required argument 'recording'", { command: 'of analyze' }],
    ['an argument too many', ['demo', 'x'], "too many arguments for 'demo'. Expected 0 arguments but got 1.", { command: 'of demo' }],
  ])('refuses %s', async (_title, argv, complaint, help) => {
    expect(await complaintOf(...argv)).toEqual({ kind: 'usage', complaint, ...help })
  })
})
