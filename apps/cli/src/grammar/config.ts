import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of config`. */
export function defineConfig(program: CommandUnknownOpts, host: () => Host): void {
  const config = program
    .command('config')
    .description('Check, print or list the settings of the service, from a file and the environment.')
    .addHelpText('after', examples('of config list', 'of config check --config service.yaml', 'OF_HTTP_PORT=9000 of config print'))
  config
    .command('check')
    .description(
      'Say of each setting that cannot be what it is and what it can be; files of factors and the recording that they name are read.',
    )
    .option('--config <file>', 'YAML or JSON file of settings')
    .addHelpText('after', examples('of config check --config service.yaml'))
    .action(async (options) => {
      const { configCheck } = await import('../commands/config.ts')
      await configCheck(options, host())
    })
  config
    .command('print')
    .description('Print every setting as it is, secrets left out.')
    .option('--config <file>', 'YAML or JSON file of settings')
    .addHelpText('after', examples('of config print', 'of config print --config service.yaml'))
    .action(async (options) => {
      const { configPrint } = await import('../commands/config.ts')
      await configPrint(options, host())
    })
  config
    .command('list')
    .description('Print every setting there is: what it is, what it can be, what it is unless given.')
    .action(async () => {
      const { configList } = await import('../commands/config.ts')
      await configList(host())
    })
}
