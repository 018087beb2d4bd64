import {
  COINBASE_WS_URL,
  createRestClient,
  describeNetFault,
  hostsOf,
  netFaultOf,
  proxyFor,
  type RequestFault,
  RestError,
} from '@of/coinbase'
import { explainNet } from '../../explain/net-fault.ts'
import { fail, type Finding, type Found, type NetCheck, pass } from '../finding.ts'
import { dnsStep, type Place, type Step, tcpStep, timed, tlsStep, upgradeStep } from './steps.ts'

type NetFound = Found<NetCheck>

const REST_URL = 'https://api.coinbase.com'
const EXCHANGE_URL = 'https://api.exchange.coinbase.com'

/** What is on the way. */
export interface ProbeOptions {
  /** Of the WebSocket; Coinbase's unless given. */
  readonly url: string | undefined
  /** Is told each finding as it comes. */
  readonly onStep: (words: string) => void
}

/** Walks the way to each of the venue's hosts, step by step; what rests on a step that failed is not tried. */
export async function probeNet({ onStep, url = COINBASE_WS_URL }: ProbeOptions): Promise<readonly Finding[]> {
  const { exchangeUrl = EXCHANGE_URL, restUrl = REST_URL } = hostsOf({ url })
  const ends: readonly (readonly [url: string, last: NetCheck, run: () => Promise<Step>])[] = [
    [url, 'upgrade', () => upgradeStep(url)],
    [restUrl, 'http', () => askStep(url, '/api/v3/brokerage/time')],
    [exchangeUrl, 'http', () => askStep(url, '/time')],
  ]
  const findings: Finding[] = []
  for (const [end, last, run] of ends) {
    const { host: subject } = new URL(end)
    onStep(subject)
    const known = findings.filter((finding) => finding.subject === subject)
    const fresh = known.length === 0 ? await walk(end) : []
    const isOpen = [...known, ...fresh].every(({ verdict }) => verdict !== 'fail')
    const all = isOpen ? [...fresh, foundOf(last, await run(), url)] : fresh
    findings.push(...all.map((found) => ({ ...found, subject })))
  }
  return findings
}

/** The steps down to where a request can be made, to the proxy where one is in between. */
async function walk(url: string): Promise<readonly NetFound[]> {
  const proxy = proxyFor(url)
  const { protocol } = new URL(url)
  const isSecure = protocol === 'https:' || protocol === 'wss:'
  const variable = proxyVariable(protocol)
  if (proxy !== undefined && !URL.canParse(proxy)) {
    return [fail('proxy', `${variable}: not an address`, `unset ${variable}   or name one such as http://host:3128`)]
  }
  const first = proxy === undefined ? pass('proxy', 'none, the way is direct') : pass('proxy', `${withoutSecret(proxy)}, by ${variable}`)
  const place = placeOf(proxy ?? url)
  const steps: readonly (readonly [NetCheck, (place: Place) => Promise<Step>])[] = [
    ['dns', dnsStep],
    ['tcp', tcpStep],
    // What is behind a proxy is reached by the last step alone.
    ...(isSecure && proxy === undefined ? [['tls', tlsStep] as const] : []),
  ]
  const findings: NetFound[] = [first]
  for (const [name, step] of steps) {
    const found = foundOf(name, await step(place), url)
    findings.push(found)
    if (found.verdict === 'fail') break
  }
  return findings
}

/** The variable that names a proxy for a scheme, where one does: lower-case names come first, as programs have it. */
function proxyVariable(protocol: string): string {
  const names = [`${protocol.slice(0, -1).replace('ws', 'http')}_proxy`, 'all_proxy']
  return names.flatMap((name) => [name, name.toUpperCase()]).find((name) => (process.env[name] ?? '') !== '') ?? 'the environment'
}

/** A request as every command makes it, once. */
async function askStep(url: string, path: string): Promise<Step> {
  await using client = createRestClient({ ...hostsOf({ url }), retries: 0 })
  let refused: RequestFault | undefined
  const step = await timed(async () => {
    try {
      const { status } = await client.get(path)
      return `GET ${path} answered ${status}`
    } catch (error) {
      if (error instanceof RestError) refused = error.fault
      throw error
    }
  })
  if (step.ok || refused === undefined) return step
  return { ok: false, fault: isNetFault(refused) ? refused : { kind: 'http', detail: describeNetFault(refused) } }
}

function isNetFault(fault: RequestFault): fault is ReturnType<typeof netFaultOf> {
  return fault.kind !== 'rate-limited' && fault.kind !== 'unreadable-answer'
}

function foundOf(name: NetCheck, step: Step, url: string): NetFound {
  if (step.ok) return pass(name, step.detail)
  const remedy = explainNet(step.fault, url).remedies.find(([command]) => !command.startsWith('of doctor'))
  return fail(name, describeNetFault(step.fault), remedy === undefined ? 'is the address right?' : remedy.join('   '))
}

function placeOf(url: string): Place {
  const { hostname, port, protocol } = new URL(url)
  const usual = protocol === 'https:' || protocol === 'wss:' ? 443 : 80
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) }
}

/** Proxies may carry a name and a password. */
function withoutSecret(url: string): string {
  const { host, protocol } = new URL(url)
  return `${protocol}//${host}`
}
