import { alwaysSource, type Arm, diceSource } from '@of/backtest'
import { candleBaseline, flowSource, presets, type SignalSource, signalSynthesizer } from '@of/signals'
import { CliError } from '../errors.ts'
import { rulesIn } from '../tune/json-file.ts'

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

/** The arms that names stand for: those that are built in, and rule sets in files. */
export async function armsOf(names: readonly string[], command: string): Promise<Arm[]> {
  const arms: Arm[] = []
  for (const name of names.flatMap((list) => list.split(',')).map((item) => item.trim())) {
    const arm = await armOf(name, command)
    if (arms.some((other) => other.name === arm.name)) throw usage(`--arm: expected names used once, received ${arm.name} twice`, command)
    arms.push(arm)
  }
  return arms
}

async function armOf(name: string, command: string): Promise<Arm> {
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined
  if (maker !== undefined) return { name, source: await maker() }
  if (!name.endsWith('.json'))
    throw usage(`--arm: expected ${Object.keys(makers).join(', ')} or a file RULES.json, received ${name}`, command)
  const rules = await rulesIn(name, command, '--arm')
  return { name: rules.name, source: flowSource(rules) }
}

function usage(complaint: string, command: string): CliError {
  return new CliError({ kind: 'usage', complaint, command })
}
