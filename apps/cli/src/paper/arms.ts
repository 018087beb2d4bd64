import { alwaysSource, type Arm, diceSource } from '@of/backtest'
import { allTrusted, type Trusted } from '@of/factors'
import { candleBaseline, flowSource, presets, type SignalSource, signalSynthesizer } from '@of/signals'
import { CliError } from '../errors.ts'
import { isFactorFile, namedFile, pieceOf, sourceOfPieces } from './arm-pieces.ts'
import type { ArmContext } from './arm-context.ts'
import { jsonArm } from './json-arm.ts'

/** Arms, and the factors of files that they run. */
export interface LoadedArms {
  readonly arms: readonly Arm[]
  readonly trusted: Trusted
}

const makers: Readonly<Record<string, () => SignalSource | Promise<SignalSource>>> = {
  flow: () => flowSource(presets.default),
  brief: () => flowSource(presets.brief),
  candle: async () => await candleBaseline(),
  both: async () =>
    signalSynthesizer({
      name: 'both',
      agreement: 'weighted',
      sources: [
        { source: flowSource(presets.default), weight: 50 },
        { source: await candleBaseline(), weight: 50 },
      ],
    }),
  long: () => alwaysSource('LONG'),
  short: () => alwaysSource('SHORT'),
  dice: () => diceSource(1),
}

/**
 * The arms that names stand for: those that are built in, rules and syntheses in JSON files, files of factors, and rules with factors as one score
 * (`flow+mine.mjs`). Throws a `CliError` for a name that stands for nothing, and for a factor that is refused.
 */
export async function loadArms(names: readonly string[], context: ArmContext): Promise<LoadedArms> {
  const arms: Arm[] = []
  const lots: Trusted[] = []
  for (const name of names.flatMap((list) => list.split(',')).map((item) => item.trim())) {
    const { arm, trusted } = await armOf(name, context)
    if (arms.some((other) => other.name === arm.name)) throw usage(`--arm: expected names used once, received ${arm.name} twice`, context)
    arms.push(arm)
    lots.push(...trusted)
  }
  return { arms, trusted: allTrusted(lots) }
}

/** One arm, and the factors it runs. `within` are the files that it is a part of. */
async function armOf(
  name: string,
  context: ArmContext,
  within: readonly string[] = [],
): Promise<{ readonly arm: Arm; readonly trusted: readonly Trusted[] }> {
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined
  if (maker !== undefined) return { arm: { name, source: await maker() }, trusted: [] }
  const pieces = await pieceOf(name)
  if (pieces.some(isFactorFile)) return await sourceOfPieces(pieces, context)
  if (!name.endsWith('.json')) {
    const files = 'a file of rules or of a synthesis (.json), of factors (.mjs), or rules with factors such as flow+mine.mjs'
    throw usage(`--arm: expected ${Object.keys(makers).join(', ')}, ${files}, received ${name}`, context)
  }
  const read = await jsonArm(name, context, { within, armOf })
  return { arm: { name: read.name ?? namedFile(name), source: read.source }, trusted: read.trusted }
}

function usage(complaint: string, { command }: ArmContext): CliError {
  return new CliError({ kind: 'usage', complaint, command })
}
