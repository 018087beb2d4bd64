import { dirname, isAbsolute, join } from 'node:path'
import type { Arm } from '@of/backtest'
import { SECOND_US } from '@of/core'
import type { Trusted } from '@of/factors'
import { flowSource, type SignalSource, signalSynthesizer, type SynthesizerOptions } from '@of/signals'
import * as z from 'zod'
import { CliError } from '../errors.ts'
import { jsonIn, rulesFrom } from '../tune/json-file.ts'
import type { ArmContext } from './arm-context.ts'

const weight = 'a whole number of hundredths above 0'
const hundredths = z.int('a whole number of hundredths').nonnegative('a whole number of hundredths, 0 or more')
const seconds = z.number('a number of seconds').nonnegative('a number of seconds, 0 or more')

/** A synthesis as a file has it: arms by name or by file, with what their word counts. */
const synthesis = z.strictObject({
  name: z.string('a name').min(1, 'a name'),
  agreement: z.enum(['weighted', 'majority', 'all', 'unopposed'], 'weighted, majority, all or unopposed').default('weighted'),
  sources: z
    .array(
      z.strictObject({ arm: z.string('an arm').min(1, 'an arm'), weight: z.int(weight).positive(weight) }, '{ arm, weight }'),
      'a list',
    )
    .min(1, 'at least one { arm, weight }'),
  decisionThreshold: hundredths.exactOptional(),
  whenOneAbstains: z.enum(['abstain', 'leave-out', 'hold'], 'abstain, leave-out or hold').exactOptional(),
  keepAbove: hundredths.exactOptional(),
  minimumHoldSeconds: seconds.exactOptional(),
  cooldownSeconds: seconds.exactOptional(),
})

/** Where a file of an arm stands, and how the arms that it names are made. */
export interface Nesting {
  /** The files that it is a part of, the outermost first. */
  readonly within: readonly string[]
  readonly armOf: (
    name: string,
    context: ArmContext,
    within: readonly string[],
  ) => Promise<{ readonly arm: Arm; readonly trusted: readonly Trusted[] }>
}

/** An arm of a JSON file: rules or, where it has `sources`, a synthesis of arms. Files are looked for beside it. */
export async function jsonArm(
  path: string,
  context: ArmContext,
  { armOf, within }: Nesting,
): Promise<{ readonly name: string; readonly source: SignalSource; readonly trusted: readonly Trusted[] }> {
  const data = await jsonIn('--arm', path, context.command)
  if (typeof data !== 'object' || data === null || !('sources' in data)) {
    const rules = rulesFrom(data, path, context.command, '--arm')
    return { name: rules.name, source: flowSource(rules), trusted: [] }
  }
  const refused = (detail: string): CliError =>
    new CliError({ kind: 'usage', complaint: `--arm ${path}: ${detail}`, command: context.command })
  if (within.includes(path)) throw refused('expected arms other than itself, received a file that it is a part of')
  const read = synthesis.safeParse(data)
  if (!read.success) {
    const { code, message, path: at } = read.error.issues[0]!
    throw refused(code === 'unrecognized_keys' ? message.toLowerCase() : `${at.join('.')}: expected ${message}`)
  }
  const { agreement, cooldownSeconds, minimumHoldSeconds, name, sources, ...rest } = read.data
  const parts: SynthesizerOptions['sources'][number][] = []
  const trusted: Trusted[] = []
  for (const { arm: named, weight: counts } of sources) {
    const found = await armOf(beside(path, named), context, [...within, path])
    parts.push({ source: found.arm.source, weight: counts })
    trusted.push(...found.trusted)
  }
  try {
    const source = signalSynthesizer({
      name,
      agreement,
      sources: parts,
      ...rest,
      ...(minimumHoldSeconds === undefined ? {} : { minimumHoldUs: minimumHoldSeconds * SECOND_US }),
      ...(cooldownSeconds === undefined ? {} : { cooldownUs: cooldownSeconds * SECOND_US }),
    })
    return { name, source, trusted }
  } catch (error) {
    if (error instanceof RangeError) throw refused(error.message.replace('signalSynthesizer: ', ''))
    throw error
  }
}

/** A name as it is; of what is a file, the place beside another one. */
function beside(path: string, name: string): string {
  return name
    .split('+')
    .map((piece) => (/\.(json|[cm]?[jt]s)$/.test(piece) && !isAbsolute(piece) ? join(dirname(path), piece) : piece))
    .join('+')
}
