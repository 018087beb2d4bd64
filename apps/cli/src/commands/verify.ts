import type { Difference } from '@of/signals'
import { CliError } from '../errors.ts'
import { askedBundles, askedName } from '../evidence/asked-bundles.ts'
import type { KeptOptions } from '../evidence/kept.ts'
import { type Verification, verifyAll } from '../evidence/verification.ts'
import { codeOf } from '../evidence/who-decides.ts'
import { parseSignalId } from '../evidence/signal-id.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { recordingName } from '../input/recordings.ts'
import { isoTime } from '../input/time.ts'
import { renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import { renderVerdicts, type VerdictRow } from '../render/verdicts.ts'
import { version } from '../version.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of verify'
const MOST_DIFFERENCES = 10
const LONGEST_VALUE = 72

/** The options of `of verify`, as they are typed. */
export interface VerifyOptions extends KeptOptions {
  readonly recording: readonly string[]
  readonly factors: readonly string[]
  readonly json?: true | undefined
}

/** `of verify`: derives bundles again from their recording and compares every byte. Ends with 0 only if all are the same. */
export async function verifyCommand(what: string, options: VerifyOptions, host: Host): Promise<void> {
  const { recording } = options
  if (recording.length === 0)
    throw new CliError({ kind: 'usage', complaint: '--recording: expected a recording, received none', command: COMMAND })
  if (parseSignalId(what) !== undefined && options.url === undefined && options.store === undefined)
    throw new CliError({ kind: 'usage', complaint: `${what}: expected --url or --store, received none`, command: COMMAND })
  pathsOf([what, ...recording], COMMAND)
  const lines = await askedBundles(what, { ...options, arm: [] }, host, COMMAND)
  const found = await verifyAll(lines, { recordings: recording, code: await codeOf(options.factors) }, host)
  const exitCode = found.every(({ verified }) => verified) ? exitCodes.ok : exitCodes.unhealthy
  const { output, paint } = host
  if (options.json === true) await output.write(`${JSON.stringify({ verified: exitCode === exitCodes.ok, bundles: found.map(jsonOf) })}\n`)
  else {
    const heading = `of verify · ${askedName(what)} · ${recording.map(recordingName).join(', ')}`
    const banner = found.some(({ bundle }) => bundle?.simulated === true) ? `\n${renderSimulated(output.columns, paint).trimEnd()}` : ''
    await output.write(renderVerdicts(`${heading}${banner}`, found.map(rowOf), exitCode, paint))
  }
  if (options.factors.length === 0 && found.some(({ differences }) => differences.some(({ path }) => path === 'source.recipe')))
    host.remark('--factors FILE names the file that own factors stand in')
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

function rowOf({ bundle, differences, line, otherVersion, verified }: Verification): VerdictRow {
  const name = bundle === undefined ? `line ${line}` : `${bundle.product} ${isoTime(bundle.timeUs).slice(0, 19)}Z`
  if (bundle === undefined)
    return { passes: false, name, detail: 'no bundle', findings: differences.map(({ received }) => String(received)) }
  const what = `${bundle.decision.direction}, ${counted(bundle.inputs.frames, 'frame')}`
  const versions = otherVersion === undefined ? '' : `version ${version()} of the code, the bundle was made by ${otherVersion}`
  const detail = verified
    ? `${what}, every byte the same${versions === '' ? '' : `, derived by ${versions}`}`
    : `${what}, ${counted(differences.length, 'field')} differ${differences.length === 1 ? 's' : ''}`
  // A hash differs because of something else, where there is something else.
  const ordered = [...differences.filter((one) => !isConsequence(one)), ...differences.filter(isConsequence)]
  const shown = ordered.slice(0, MOST_DIFFERENCES).map(sentenceOf)
  const more = differences.length - shown.length
  const about = verified ? [] : [...resumedFindings(bundle), ...(versions === '' ? [] : [`derived by ${versions}`])]
  return { passes: verified, name, detail, findings: [...about, ...shown, ...(more > 0 ? [`and ${counted(more, 'field')} more`] : [])] }
}

function isConsequence({ path }: Difference): boolean {
  return path === 'hash' || path === 'source.hash'
}

/** Of a service that was restarted: what it had known before is in no recording. */
function resumedFindings(bundle: Verification['bundle']): string[] {
  const resumedUs = bundle?.inputs.resumedUs ?? null
  if (resumedUs === null) return []
  return [
    `it goes on from what a service knew at ${isoTime(resumedUs).slice(0, 19)}Z, before it was restarted: frames alone do not give it`,
  ]
}

function sentenceOf({ expected, path, received }: Difference): string {
  if (path === 'recording') return `recording: cannot be read as far as this decision: ${String(expected)}`
  if (path === 'decision') return `decision: the recording holds none of this product at this time, the bundle says ${valueText(received)}`
  if (path === 'source.recipe') return `source: ${valueText(received)} cannot be made again: ${String(expected)}`
  const gives = path.endsWith('.sha256')
    ? 'the file given has'
    : path.startsWith('source.')
      ? 'what decides here has'
      : 'the recording gives'
  return `${path}: ${gives} ${valueText(expected)}, the bundle says ${valueText(received)}`
}

function valueText(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

function jsonOf({ bundle, differences, line, otherVersion, verified }: Verification): object {
  const { product = null, timeUs = null, simulated = null, hash = null } = bundle ?? {}
  const found = differences.map(({ expected = null, path, received = null }) => ({ path, expected, received }))
  return {
    line,
    product,
    timeUs,
    simulated,
    hash,
    verified,
    codeVersion: version(),
    otherVersion: otherVersion ?? null,
    differences: found,
  }
}

/** Whether a text can be seen as it is: no line break in it, no blank at an end of it. */
function isPlain(text: string): boolean {
  return text.trim() === text && text !== '' && !/\p{Cc}/u.test(text)
}
