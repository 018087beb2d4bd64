import process from 'node:process'
import { frameShape } from '../input/frame-shape.ts'
import { recordedInput } from '../input/recorded.ts'
import { simulatedInput } from '../input/simulated.ts'
import { markdown } from '../race/table.ts'
import { options } from '../usage.ts'

/** What `shape` says of itself. */
export const shapeUsage = `shape

  Measures the simulated input beside the real recording, if OF_RECORDINGS names its folder: the table of this package's README.
`

/** Prints how like the real recording the simulated input is. */
export async function shapeCommand(args: readonly string[]): Promise<number> {
  options(args, {})
  const recorded = await recordedInput()
  const all = [...(recorded ? [recorded] : []), simulatedInput()]
  const shapes = all.map((input) => frameShape(input))
  const rows = [...shapes.at(-1)!.keys()].map((what) => [what, ...shapes.map((shape) => shape.get(what) ?? '')])
  process.stdout.write(markdown(['', ...all.map(({ name }) => name)], rows))
  return 0
}
