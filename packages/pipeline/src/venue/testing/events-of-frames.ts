import { type Arrival, readFrame } from '@of/coinbase'
import { type LevelChange, levelChanges, type LevelChanges } from '@of/core'
import type { FramedMarketEvent } from './frames-of-events.ts'

/** What the frames of a session in which nothing is lost say of books and trades, as events of any venue: the first trades of a connection are history. */
export function eventsOfFrames(arrivals: readonly Arrival[]): FramedMarketEvent[] {
  const seeded = new Set<string>()
  return arrivals.flatMap((arrival): FramedMarketEvent[] => {
    if (arrival.kind !== 'frame') return []
    const { connection, receivedUs } = arrival
    const frame = readFrame(Buffer.from(arrival.frame).toString())
    if (frame.kind === 'level2') {
      return frame.events.map(({ changes, product, timeUs = frame.timeUs, type }) => {
        const kind = type === 'snapshot' ? 'snapshot' : 'changes'
        return { kind, product, timeUs: timeUs ?? frame.timeUs, receivedUs, changes: ownColumns(changes) }
      })
    }
    if (frame.kind !== 'trades') return []
    return frame.events.flatMap(({ trades, type }) =>
      trades.flatMap(({ product, ...trade }): FramedMarketEvent[] => {
        const key = `${connection} ${product}`
        const isHistory = type === 'snapshot' && !seeded.has(key)
        return isHistory ? [] : [{ kind: 'trade', product, receivedUs, trade, isHidden: false }]
      }),
    )
  })
}

function ownColumns({ asks, from, prices, sizes, to }: LevelChanges): LevelChanges {
  const rows: LevelChange[] = []
  for (let row = from; row < to; row++) rows.push({ side: asks[row] === 1 ? 'ask' : 'bid', price: prices[row]!, size: sizes[row]! })
  return levelChanges(rows)
}
