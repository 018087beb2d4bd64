import { bitcoin, ether, type FaultKind, madeUpProducts, type ProductSpec, Random } from '@of/sim'
import { tellingKinds } from './signs.ts'
import { type Travel, travels } from './virtual-net.ts'

/** Where a client lives, and what it follows. */
export interface CampaignWorld {
  readonly specs: readonly ProductSpec[]
  /** The products as the client asks for them: some under another name than that of their book. */
  readonly requested: readonly string[]
  readonly travel: Travel
  /** What goes wrong, each kind as often as it is to come. */
  readonly kinds: readonly FaultKind[]
}

/** More products than two connections carry. */
const MANY = 60

/** The world of a seed: a client nearby that follows three products; every fifth lives at the far end of a bad line, every tenth follows many products. */
export function campaignWorld(seed: number): CampaignWorld {
  const specs = seed % 10 === 7 ? manyProducts() : fewProducts(seed)
  const requested = specs.map(({ id, aliases }) => aliases[seed % 2] ?? id)
  if (seed % 5 !== 3) return { specs, requested, travel: travels.near, kinds: tellingKinds }
  // Where several requests are under way, a list that leaves a product out by mistake looks like the answer to its unsubscription.
  return { specs, requested, travel: travels.far, kinds: tellingKinds.filter((kind) => kind !== 'partial-ack') }
}

/** A busy one, a calmer one and a quiet one, all small, so that an hour passes quickly. */
function fewProducts(seed: number): readonly ProductSpec[] {
  const random = new Random(seed, 'campaign products')
  return [
    { ...bitcoin, levels: 40 + random.below(60), makerUpdatesPerSecond: 8, takerOrdersPerSecond: 3 },
    { ...ether, levels: 30 + random.below(40), makerUpdatesPerSecond: 4, takerOrdersPerSecond: 1 },
    {
      ...ether,
      id: 'SOL-USD',
      base: 'SOL',
      baseName: 'Solana',
      aliases: [],
      firstTradeId: 7,
      levels: 20,
      makerUpdatesPerSecond: 0.7,
      takerOrdersPerSecond: 0.2,
    },
  ]
}

/** All of them small and quiet; every third has another name, which does not say what its book is called. */
function manyProducts(): readonly ProductSpec[] {
  const small = { levels: 15, makerUpdatesPerSecond: 0.4, takerOrdersPerSecond: 0.1 }
  return madeUpProducts(MANY, small).map((spec, index) =>
    index % 3 === 0 ? { ...spec, aliases: [`${spec.base}-EUR`, `${spec.base}-GBP`] } : spec,
  )
}
