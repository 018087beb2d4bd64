import { bitcoin, ether, type ProductSpec, Random } from '@of/sim'

/** The products of a run: a busy one, a calmer one and a quiet one, all small, so that an hour passes quickly. */
export function campaignProducts(seed: number): readonly ProductSpec[] {
  const random = new Random(seed, 'campaign products')
  return [
    { ...bitcoin, levels: 40 + random.below(60), makerUpdatesPerSecond: 8, takerOrdersPerSecond: 3 },
    { ...ether, levels: 30 + random.below(40), makerUpdatesPerSecond: 4, takerOrdersPerSecond: 1 },
    { ...ether, id: 'SOL-USD', base: 'SOL', baseName: 'Solana', aliases: [], firstTradeId: 7, levels: 20, makerUpdatesPerSecond: 0.7, takerOrdersPerSecond: 0.2 },
  ]
}
