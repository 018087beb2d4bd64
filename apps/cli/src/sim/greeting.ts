import { counted } from '../render/numbers.ts'

const MOST_NAMED = 6

/** A simulated venue that listens. */
export interface Listening {
  readonly url: string
  readonly restUrl: string
  readonly products: readonly string[]
  readonly seed: number
  readonly speed: number
}

/** What a person is told of it: what it is, where, and how a client is pointed at it. */
export function greeting({ products, restUrl, seed, speed, url }: Listening): string {
  const [first = ''] = products
  const named = products.slice(0, MOST_NAMED).join(', ')
  const others = products.length > MOST_NAMED ? ` and ${counted(products.length - MOST_NAMED, 'more product')}` : ''
  const lines = [
    `SIMULATED Coinbase, not a market · seed ${seed} · speed ${speed}`,
    '',
    `  WebSocket  ${url}`,
    `  REST       ${restUrl}`,
    `  Products   ${named}${others}`,
    '',
    `  of watch ${first} --url ${url}`,
    `  of doctor --product ${first} --url ${url} --for 10s`,
    `  curl '${restUrl}/_sim/truth?product=${first}'`,
    `  curl --json '{"kind":"drop"}' ${restUrl}/_sim/faults`,
    '',
    '  Ctrl-C ends it.',
    '',
  ]
  return lines.map((line) => `${line}\n`).join('')
}
