import { ApiError, type Client, createClient } from '@of/api'
import { CliError } from '../errors.ts'

const TOKEN = 'OF_AUTH_TOKEN is where the token of the service is looked for.'

/** Asks something of a service, with the token of the environment. Throws a `CliError` where it does not answer or refuses. */
export async function ofService<Value>(url: string, command: string, task: (client: Client) => Promise<Value>): Promise<Value> {
  if (!/^https?:$/.test(protocolOf(url)))
    throw new CliError({ kind: 'usage', complaint: `--url: expected an address such as http://127.0.0.1:8787, received ${url}`, command })
  try {
    return await task(createClient({ url, token: process.env['OF_AUTH_TOKEN'] }))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { fault } = error
    const remedy = fault.kind === 'problem' ? (fault.problem.status === 401 ? TOKEN : fault.problem.remedy) : undefined
    throw new CliError({ kind: 'service', message: error.message, remedy, isReachable: fault.kind !== 'unreachable' }, { cause: error })
  }
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : ''
}
