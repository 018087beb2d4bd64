import type { ProductHealth } from '@of/coinbase'
import type { ProductView } from '@of/pipeline'
import type { TrackContext } from './track-context.ts'
import type { QualityModel } from './watch-model.ts'

/** What a product is called, and how often its book stood again. */
interface Counted {
  readonly product: string
  readonly resyncs: number
}

/** How far a product can be trusted: by what the live feed has counted where there is one, else by what the analysis has. */
export function qualityOf(track: Counted, view: ProductView | undefined, { health }: TrackContext): QualityModel {
  const live = health?.products.find(({ product }) => product === track.product)
  const connection = view?.connection ?? live?.connection
  return {
    ...countsOf(track, view),
    ...(live === undefined ? {} : liveCountsOf(live)),
    sequence: view?.sequence,
    latency: health?.connections.find(({ name }) => name === connection)?.latency ?? undefined,
    audit: { share: view?.audit.share ?? null, orders: view?.audit.orders ?? 0 },
  }
}

type LiveCounts = Pick<QualityModel, 'healUs' | 'resyncs' | 'backfilledTrades' | 'missingTrades'>

function liveCountsOf({ lastHealUs, resyncs, backfilledTrades, missingTrades }: ProductHealth): LiveCounts {
  return { healUs: lastHealUs, resyncs, backfilledTrades, missingTrades }
}

type Counts = LiveCounts & Pick<QualityModel, 'gaps' | 'lostFrames' | 'late' | 'unreadable'>

function countsOf({ resyncs }: Counted, view: ProductView | undefined): Counts {
  const {
    sequenceGaps = 0,
    lostFrames = 0,
    missingTradeIds = 0,
    lateFrames = 0,
    unreadableFrames = 0,
    backfilledTrades = 0,
  } = view?.counts ?? {}
  return {
    gaps: sequenceGaps,
    lostFrames,
    healUs: undefined,
    resyncs,
    missingTrades: missingTradeIds,
    backfilledTrades,
    late: lateFrames,
    unreadable: unreadableFrames,
  }
}
