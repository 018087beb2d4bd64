import type { Config, RunningService } from '@of/service'
import { counted } from '../render/numbers.ts'
import { megabytes } from '../render/progress.ts'

/** Where a service listens and what it serves, for programs. */
export function listeningOf({ state, url }: RunningService): object {
  const { origin } = state
  return { kind: 'listening', url, simulated: origin.simulated, source: origin.words, products: state.desk.products }
}

type GreetedConfig = Pick<Config, 'auth' | 'http' | 'record' | 'source' | 'store'>

/** What a person is told of a service: what it serves, and where. */
export function greetingOf({ state, url }: RunningService, { auth, http, record, source, store }: GreetedConfig): string {
  const { desk, origin } = state
  const kept = store.dir === undefined ? 'nothing is kept' : `kept in ${store.dir}`
  const recorded = record.dir === undefined ? '' : `, frames recorded in ${record.dir}`
  const hasToken = auth.token !== undefined || auth.tokenSha256 !== undefined
  const lines = [
    `${origin.simulated ? 'SIMULATED, not a market · ' : ''}${origin.words}`,
    '',
    `  Page      ${url}/`,
    `  API       ${url}/docs`,
    `  Metrics   ${url}/metrics`,
    `  Products  ${desk.products.length === 0 ? `those of ${source}` : desk.products.join(', ')}`,
    `  History   ${kept}${recorded}`,
    ...(hasToken
      ? ['  Access    whoever sends the token']
      : auth.insecure
        ? [`  Access    whoever reaches ${http.host}, without a token`]
        : []),
    '',
    '  Ctrl-C ends it.',
    '',
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** How a service does, in one line. */
export function statusOf({ state }: RunningService): string {
  const { origin, products, recording, silentMs, store, trouble } = state.health()
  const running = products.filter((product) => product.state === 'running').length
  const parts = [
    origin.simulated ? 'SIMULATED' : '',
    `${running} of ${counted(products.length, 'product')} running`,
    silentMs === null ? 'nothing heard yet' : '',
    store.state === 'off' ? '' : `store ${store.state}, ${megabytes(store.bytes)}`,
    recording === null ? '' : `recording ${recording.state}, ${megabytes(recording.bytes)}`,
    trouble === null ? '' : trouble.text,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
