import { checkSource, printConfig, settings, settingsText, settle } from '@of/service'
import type { Host } from '../host.ts'
import { explained, settingsOf } from '../service/settings.ts'

/** The options of `of config check` and `of config print`, as they are typed. */
export interface ConfigOptions {
  readonly config?: string | undefined
}

const COMMAND = 'of config check'

/** `of config check`: whether the settings can be, and what they name: files of factors, which are run, and a recording. */
export async function configCheck({ config: file }: ConfigOptions, { output }: Host): Promise<void> {
  const { config, from } = await settingsOf(file, {}, COMMAND)
  await explained(COMMAND, async () => await settle(config, from))
  await checkSource(config)
  const given = settings.filter(({ variable }) => process.env[variable] !== undefined).map(({ variable }) => variable)
  const sources = [...(file === undefined ? [] : [file]), ...given]
  await output.write(`The settings can be as they are${sources.length === 0 ? ': none was given' : `, from ${sources.join(', ')}`}.\n`)
}

/** `of config print`: every setting as it is. */
export async function configPrint({ config: file }: ConfigOptions, { output }: Host): Promise<void> {
  await output.write(printConfig((await settingsOf(file, {}, 'of config print')).config))
}

/** `of config list`: every setting there is, and what it can be. */
export async function configList({ output }: Host): Promise<void> {
  await output.write(settingsText())
}
