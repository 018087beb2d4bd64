import type { Host } from '../host.ts'
import { SMALLEST } from './layout.ts'
import type { WatchSource } from './source.ts'
import { watchAsLines } from './watch-as-lines.ts'
import { watchOnScreen } from './watch-on-screen.ts'
import type { WatchOptions } from './watch-options.ts'

/** Shows a source until it ends or a person has seen enough: on the screen, or line by line where nobody sits at a terminal. */
export async function showWatch(source: WatchSource, options: WatchOptions, host: Host): Promise<void> {
  const { terminal } = host
  const { form } = options
  if (form === 'json') return await watchAsLines(source, { ...options, form }, host)
  if (form === 'plain' || terminal === undefined || !hasRoom(terminal.output))
    return await watchAsLines(source, { ...options, form: 'plain' }, host)
  return await watchOnScreen(source, options, { ...host, terminal })
}

function hasRoom({ columns, rows }: NodeJS.WriteStream): boolean {
  // A terminal that does not know its size is taken to have one.
  return !(columns > 0 && columns < SMALLEST.width) && !(rows > 0 && rows < SMALLEST.height)
}
