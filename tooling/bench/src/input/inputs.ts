import type { Input } from './input.ts'
import { recordedInput } from './recorded.ts'
import { simulatedInput } from './simulated.ts'
import { updatesOnly } from './updates-only.ts'

/** The fixed inputs: a simulated minute, whole and its updates alone; and the real recording in the same two forms, if it is there. */
export async function inputs(): Promise<Input[]> {
  const whole = [simulatedInput()]
  const recorded = await recordedInput()
  if (recorded !== undefined) whole.push(recorded)
  return whole.flatMap((input) => [input, updatesOnly(input)])
}
