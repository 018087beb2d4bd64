import { ApiError, type Client, createClient } from '@of/api'
import { CliError } from '../errors.ts'

/** Asks something of a service, with the token of the environment. Throws a `CliError` where it does not answer or refuses. */
export async function ofService<Value>(url: string, task: (client: Client) => Promise<Value>): Promise<Value> {
  try {
    return await task(createClient({ url, token: process.env['OF_AUTH_TOKEN'] }))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { fault } = error
    const remedy = fault.kind === 'problem' ? fault.problem.remedy : undefined
    throw new CliError({ kind: 'service', message: error.message, remedy, isReachable: fault.kind !== 'unreachable' }, { cause: error })
  }
}
