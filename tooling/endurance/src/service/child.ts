import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** This program, running something else in a process of its own. */
export interface Child {
  readonly process: ChildProcess
  /** The first line that it printed. */
  readonly line: string
  /** Ends it, at once where it is killed. */
  end(how: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Starts this program again with other arguments, within another program where one is named. Throws when it ends before it has printed a line. */
export async function startChild(args: readonly string[], within: readonly string[] = []): Promise<Child> {
  const [program = '', ...rest] = [...within, process.execPath, ...process.execArgv, process.argv[1] ?? '', ...args]
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const end = async (how: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(how)
    await once(child, 'exit')
  }
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    const at = text.indexOf('\n')
    if (at >= 0) return { process: child, line: text.slice(0, at), end }
  }
  throw new Error(`expected ${args[0]} to print a line, received its end`)
}

/** Runs this program with other arguments, and reads what it printed as JSON. */
export async function resultOf(args: readonly string[]): Promise<unknown> {
  const child = await startChild(args)
  const line: unknown = JSON.parse(child.line)
  if (child.process.exitCode === null) await once(child.process, 'exit')
  return line
}
