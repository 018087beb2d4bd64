import type { Input } from '../input/input.ts'
import type { Contestant } from '../race/contestant.ts'
import { ccxt } from './ccxt.ts'
import { installPeers, peerVersion } from './install.ts'
import { mapAndSort } from './map-and-sort.ts'
import { orderbooks } from './orderbooks.ts'
import { peerContestant } from './peer-contestant.ts'
import { tardis } from './tardis.ts'

const adapters = { 'tardis-dev': tardis, ccxt, orderbooks }

/** Other people's decode + book, installed if need be. */
export function peerContestants(input: Input): Contestant[] {
  installPeers()
  return [
    ...Object.entries(adapters).map(([name, make]) => peerContestant(`${name} ${peerVersion(name)}`, input, make)),
    peerContestant('JSON.parse, Map, sort', input, mapAndSort),
  ]
}
