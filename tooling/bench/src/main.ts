import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { instructionsCommand, instructionsUsage } from './commands/instructions.ts'
import { profileCommand, profileUsage } from './commands/profile.ts'
import { raceCommand, raceUsage } from './commands/race.ts'
import { scaleCommand, scaleUsage } from './commands/scale.ts'
import { shapeCommand, shapeUsage } from './commands/shape.ts'
import { workCommand } from './commands/work.ts'
import { Interrupted, note, progress, untilInterrupted } from './terminal.ts'
import { UsageError } from './usage.ts'

type Command = (args: readonly string[], signal: AbortSignal) => Promise<number>

const commands: Readonly<Record<string, readonly [Command, usage: string]>> = {
  race: [raceCommand, raceUsage],
  instructions: [instructionsCommand, instructionsUsage],
  scale: [scaleCommand, scaleUsage],
  profile: [profileCommand, profileUsage],
  shape: [shapeCommand, shapeUsage],
}

const usage = `usage: npm run -s bench -- [COMMAND] [OPTIONS]        COMMAND is race unless given

${Object.values(commands)
  .map(([, text]) => text)
  .join('\n')}
Everywhere:
  --node PATH   run on another Node, such as /usr/bin/node
  --help        this text

Examples:
  npm run -s bench -- --json --rounds 31
  npm run -s bench -- --base HEAD~20
`

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  const at = args.indexOf('--node')
  if (at !== -1) return onNode(args[at + 1], args.toSpliced(at, 2))
  const [first = '', ...rest] = args
  const isNamed = !first.startsWith('-') && first !== ''
  try {
    if (first === 'work') return await workCommand(rest)
    const command = commands[isNamed ? first : 'race']
    if (command === undefined) throw new UsageError(`expected a command of ${Object.keys(commands).join(', ')}, received ${first}`)
    return await command[0](isNamed ? rest : args, untilInterrupted())
  } catch (error) {
    return exitCodeOf(error)
  }
}

/** Runs the same command on another Node, and ends as it does. */
function onNode(path: string | undefined, args: readonly string[]): number {
  if (path === undefined) return exitCodeOf(new UsageError('--node: expected a path, received nothing'))
  const { status, error } = spawnSync(path, [...process.execArgv, process.argv[1]!, ...args], { stdio: 'inherit' })
  return error === undefined ? (status ?? 130) : exitCodeOf(new UsageError(`--node: ${error.message}`))
}

function exitCodeOf(error: unknown): number {
  progress('')
  if (error instanceof Interrupted) return 130
  note(`error: ${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof UsageError) {
    note('see npm run -s bench -- --help')
    return 64
  }
  return 1
}
