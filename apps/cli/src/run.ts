import { CommanderError } from 'commander'
import { CliError, type CliFault } from './errors.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Host } from './host.ts'
import { Output } from './output.ts'
import { buildProgram } from './program.ts'
import { colourDepth, type ColourWish, painter } from './render/colour.ts'
import { isAsciiLocale, toAscii } from './render/glyphs.ts'
import { silentProgress, spinner } from './render/progress.ts'
import { isHelp, usageFault } from './usage.ts'
import { isWriteError, writeFault } from './write-fault.ts'

/** What a command line finds around it. */
export type World = Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr' | 'once' | 'chdir'>

/** Runs the command line in this process, and says what to end it with. */
export async function run(argv: readonly string[], world: World = process): Promise<ExitCode> {
  const { env, stderr, stdout } = world
  const ending = new AbortController()
  const stop = (fault: CliFault): void => ending.abort(new CliError(fault))
  let wish: ColourWish = 'auto'
  let wished: AbortController | undefined
  const stopSignal = (): AbortSignal => (wished ??= new AbortController()).signal
  const interrupt = (by: 'SIGINT' | 'SIGTERM'): void => (wished === undefined ? stop({ kind: 'interrupted', by }) : wished.abort())
  // A second signal finds no listener, and kills.
  world.once('SIGINT', () => interrupt('SIGINT'))
  world.once('SIGTERM', () => interrupt('SIGTERM'))
  stdout.on('error', (error) => stop(writeFault(error)))
  stderr.on('error', () => {})

  const output = new Output(stdout, ending.signal, stdout.isTTY && isAsciiLocale(env) ? toAscii : (text) => text)
  try {
    enter(world)
    const program = buildProgram(
      ({ color }) => ({ ...hostOf(world, { argv, output, signal: ending.signal, wish: (wish = color) }), stopSignal }),
      { stdout, stderr },
    )
    await program.parseAsync(argv, { from: 'user' })
    await output.flush()
    ending.signal.throwIfAborted()
    return exitCodes.ok
  } catch (thrown) {
    await output.flush()
    return tell(ending.signal.aborted ? ending.signal.reason : thrown, { argv, wish, world })
  }
}

/** Paths are the user's, who may stand elsewhere than the script that started this process. */
function enter(world: World): void {
  const directory = world.env['OF_CWD']
  if (directory === undefined || directory === '') return
  try {
    world.chdir(directory)
  } catch (error) {
    throw new CliError({ kind: 'no-directory', path: directory }, { cause: error })
  }
}

function hostOf(
  { env, stderr, stdin, stdout }: World,
  { argv, output, signal, wish }: Pick<Host, 'argv' | 'output' | 'signal'> & { readonly wish: ColourWish },
): Omit<Host, 'stopSignal'> {
  // A terminal that does not know its width cannot be redrawn.
  const isWatched = stderr.isTTY && stderr.columns > 0 && env['TERM'] !== 'dumb'
  return {
    argv,
    output,
    paint: painter(colourDepth(wish, stdout, env)),
    stdin,
    terminal:
      stdout.isTTY && env['TERM'] !== 'dumb'
        ? { output: stdout, input: stdin.isTTY ? stdin : undefined, isAscii: isAsciiLocale(env) }
        : undefined,
    signal,
    remark: (text) => void stderr.write(`note: ${text}\n`),
    startProgress: async (doing = 'Reading') =>
      isWatched ? spinner(stderr, { colour: colourDepth(wish, stderr, env) !== 'none', doing }) : silentProgress,
  }
}

/** Tells of a failure on standard error. */
async function tell(
  thrown: unknown,
  { argv, wish, world }: { readonly argv: readonly string[]; readonly wish: ColourWish; readonly world: World },
): Promise<ExitCode> {
  const { env, stderr } = world
  if (thrown instanceof CommanderError && isHelp(thrown)) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  const error = understood(thrown, argv)
  const [{ explain }, { renderFailure }] = await Promise.all([import('./explain/explain.ts'), import('./render/failure.ts')])
  const explanation = explain(error)
  if (explanation.isTold === true) return explanation.exitCode
  stderr.write(renderFailure(explanation, painter(colourDepth(wish, stderr, env))))
  if (argv.includes('--verbose') && error instanceof Error) stderr.write(`\n${error.stack}\n`)
  return explanation.exitCode
}

function understood(thrown: unknown, argv: readonly string[]): unknown {
  if (thrown instanceof CommanderError) return new CliError(usageFault(thrown, argv), { cause: thrown })
  return isWriteError(thrown) ? new CliError(writeFault(thrown), { cause: thrown }) : thrown
}
