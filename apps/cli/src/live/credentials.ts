import { type Credentials, CredentialsError, credentialsFromEnvironment, credentialsFromFile } from '@of/coinbase'
import { CliError } from '../errors.ts'

const COINBASE = /(^|\.)coinbase\.com$/

/** Where credentials may come from. */
export interface CredentialsOptions {
  readonly keyFile?: string | undefined
  readonly url?: string | undefined
}

/**
 * The credentials to connect with: of the key file, else of the environment; `undefined` where there are none, as market data needs none.
 * They are for Coinbase alone: nothing is signed for another address. Throws a `CliError` for some that cannot be used.
 */
export async function liveCredentials(
  { keyFile, url }: CredentialsOptions,
  { command, remark }: { readonly command: string; readonly remark: (text: string) => void },
): Promise<Credentials | undefined> {
  const isCoinbase = url === undefined || COINBASE.test(new URL(url).hostname)
  if (keyFile !== undefined && !isCoinbase) {
    throw new CliError({ kind: 'usage', complaint: `--key-file: the key is for Coinbase alone, received --url ${url}`, command })
  }
  if (!isCoinbase) return undefined
  try {
    if (keyFile === undefined) return credentialsFromEnvironment(process.env)
    const { credentials, warnings } = await credentialsFromFile(keyFile)
    for (const { file, mode } of warnings) remark(`${file} may be read by others (mode 0o${mode.toString(8)}): chmod 600 ${file}`)
    return credentials
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error
    throw new CliError({ kind: 'credentials', fault: error.fault, message: error.message }, { cause: error })
  }
}
