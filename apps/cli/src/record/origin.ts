import { type NetFault, netFaultOf } from '@of/coinbase'
import { CliError } from '../errors.ts'

const COINBASE = /(^|\.)coinbase\.com$/
const ANSWER_MS = 2_000

/** Where frames come from, and what the user says of it. */
export interface Origin {
  /** Address of the WebSocket; Coinbase's unless given. */
  readonly url?: string | undefined
  /** Whether a simulator makes them, as far as the user says. */
  readonly simulated?: boolean | undefined
}

/** The address of a WebSocket, checked. */
export function checkedUrl(url: string, command: string): string {
  const { hostname = '', protocol } = URL.canParse(url) ? new URL(url) : {}
  if (hostname !== '' && (protocol === 'ws:' || protocol === 'wss:')) return url
  throw new CliError({ kind: 'usage', complaint: `--url: expected ws://… or wss://…, received ${url}`, command })
}

/**
 * Whether what comes from there is made by a simulator. Coinbase makes none; another server is asked, and where it does not say the user must:
 * simulated data is never taken for a market's, nor a market's for simulated. Throws a `CliError` of one that cannot be reached.
 */
export async function isSimulated({ simulated, url }: Origin, command: string): Promise<boolean> {
  if (url === undefined || COINBASE.test(new URL(url).hostname)) {
    if (simulated !== true) return false
    throw new CliError({ kind: 'usage', complaint: '--simulated: Coinbase is no simulator', command })
  }
  const answer = await askedOf(url)
  if (answer === true) {
    if (simulated !== false) return true
    throw new CliError({ kind: 'usage', complaint: `--no-simulated: ${url} says that it is a simulator`, command })
  }
  if (simulated !== undefined) return simulated
  if (typeof answer === 'object') throw new CliError({ kind: 'unreachable', url, fault: answer })
  const hint = 'Say --simulated or --no-simulated: the recording carries it for ever.'
  throw new CliError({ kind: 'usage', complaint: `${url}: does not say whether it is a simulator`, command, hint })
}

/** Whether the server says that it is a simulator, or why it cannot be asked. */
async function askedOf(url: string): Promise<boolean | NetFault> {
  const status = new URL('/_sim/status', url.replace(/^ws/, 'http'))
  try {
    const answer = await fetch(status, { signal: AbortSignal.timeout(ANSWER_MS) })
    const body: unknown = answer.ok ? await answer.json() : undefined
    return typeof body === 'object' && body !== null && 'simulated' in body && body.simulated === true
  } catch (error) {
    // What answers, but not in JSON, is not ours.
    return error instanceof SyntaxError ? false : netFaultOf(error)
  }
}
