import { printConfig, settings } from '@of/service'
import type { Host } from '../host.ts'
import { settingsOf } from '../service/settings.ts'

/** The options of `of config check` and `of config print`, as they are typed. */
export interface ConfigOptions {
  readonly config?: string | undefined
}

/** `of config check`: whether the settings can be. */
export async function configCheck({ config: file }: ConfigOptions, { output }: Host): Promise<void> {
  await settingsOf(file, {}, 'of config check')
  const given = settings.filter(({ variable }) => process.env[variable] !== undefined).map(({ variable }) => variable)
  const from = [...(file === undefined ? [] : [file]), ...given]
  await output.write(`The settings can be as they are${from.length === 0 ? ': none was given' : `, from ${from.join(', ')}`}.\n`)
}

/** `of config print`: every setting as it is. */
export async function configPrint({ config: file }: ConfigOptions, { output }: Host): Promise<void> {
  await output.write(printConfig(await settingsOf(file, {}, 'of config print')))
}
