import type { Difference } from '@of/signals'
import { CliError } from '../errors.ts'
import { bundleLines, bundleName } from '../evidence/bundle-lines.ts'
import { type Verification, verifyAll } from '../evidence/verification.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { recordingName } from '../input/recordings.ts'
import { isoTime } from '../input/time.ts'
import { renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import { renderVerdicts, type VerdictRow } from '../render/verdicts.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of verify'
const MOST_DIFFERENCES = 10
const LONGEST_VALUE = 60

/** The options of `of verify`, as they are typed. */
export interface VerifyOptions {
  readonly recording: readonly string[]
  readonly json?: true | undefined
}

/** `of verify`: derives bundles again from their recording and compares every byte. Ends with 0 only if all are the same. */
export async function verifyCommand(path: string, options: VerifyOptions, host: Host): Promise<void> {
  const { recording } = options
  if (recording.length === 0)
    throw new CliError({ kind: 'usage', complaint: '--recording: expected a recording, received none', command: COMMAND })
  pathsOf([path, ...recording], COMMAND)
  const found = await verifyAll(await bundleLines(path, host), recording, host)
  const exitCode = found.every(({ verified }) => verified) ? exitCodes.ok : exitCodes.unhealthy
  const { output, paint } = host
  if (options.json === true) await output.write(`${JSON.stringify({ verified: exitCode === exitCodes.ok, bundles: found.map(jsonOf) })}\n`)
  else {
    const heading = `of verify · ${bundleName(path)} · ${recording.map(recordingName).join(', ')}`
    const banner = found.some(({ bundle }) => bundle?.simulated === true) ? `\n${renderSimulated(output.columns, paint).trimEnd()}` : ''
    await output.write(renderVerdicts(`${heading}${banner}`, found.map(rowOf), exitCode, paint))
  }
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

function rowOf({ bundle, differences, line, verified }: Verification): VerdictRow {
  const name = bundle === undefined ? `line ${line}` : `${bundle.product} ${isoTime(bundle.timeUs).slice(0, 19)}Z`
  const what = bundle === undefined ? 'no bundle' : `${bundle.decision.direction}, ${counted(bundle.inputs.frames, 'frame')}`
  const detail = verified
    ? `${what}, every byte the same`
    : `${what}, ${counted(differences.length, 'field')} differ${differences.length === 1 ? 's' : ''}`
  const shown = differences.slice(0, MOST_DIFFERENCES).map(sentenceOf)
  const more = differences.length - shown.length
  return { passes: verified, name, detail, findings: more > 0 ? [...shown, `and ${counted(more, 'field')} more`] : shown }
}

function sentenceOf({ expected, path, received }: Difference): string {
  return `${path}: the recording gives ${valueText(expected)}, the bundle says ${valueText(received)}`
}

function valueText(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

function jsonOf({ bundle, differences, line, verified }: Verification): object {
  const { product = null, timeUs = null, simulated = null, hash = null } = bundle ?? {}
  const found = differences.map(({ expected = null, path, received = null }) => ({ path, expected, received }))
  return { line, product, timeUs, simulated, hash, verified, differences: found }
}
