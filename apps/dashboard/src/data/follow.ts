import type { SnapshotOf, StreamConnection, Topic, TopicParameters, UpdateOf } from '@of/api'
import { heatOf, heldBook, heldProfile, mergeBars, mergeDecisions, mergeFootprint, mergeHeat, mergeTape } from './merge.ts'
import type { Received, Store } from './store.ts'

/** How a topic of the stream becomes one of the screen. */
interface Reading<Name extends Topic, Key extends keyof Received> {
  readonly topic: Name
  readonly as: Key
  readonly whole: (data: SnapshotOf<Name>) => Received[Key]
  readonly changed: (before: NonNullable<Received[Key]>, data: UpdateOf<Name>) => Received[Key]
}

/** What of a product is followed, and how. */
export interface ProductQuestion {
  readonly product: string
  readonly interval: NonNullable<TopicParameters['interval']>
  readonly grouping: number
}

/** Levels a side: more than the tallest screen shows. */
const LEVELS = 40

const KEPT_ALERTS = 200

/** Follows what belongs to no product, until the answer is called. */
export function followService(stream: StreamConnection, store: Store): () => void {
  const stops = [
    followOne(stream, store, clocked(store), {}),
    followOne(
      stream,
      store,
      { topic: 'alerts', as: 'alerts', whole: (all) => all, changed: (before, fresh) => [...before, ...fresh].slice(-KEPT_ALERTS) },
      {},
    ),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Follows what of a product does not depend on how it is looked at. */
export function followProduct(stream: StreamConnection, store: Store, product: string): () => void {
  const stops = [
    followOne(stream, store, latest('features', 'features'), { product }),
    followOne(stream, store, latest('signal', 'signal'), { product }),
    followOne(stream, store, latest('quality', 'quality'), { product }),
    followOne(stream, store, heldLast, { product, with: { window: '24h' } }),
    followOne(stream, store, { topic: 'tape', as: 'tape', whole: (all) => all, changed: mergeTape }, { product }),
    followOne(stream, store, { topic: 'decisions', as: 'decisions', whole: (all) => all, changed: mergeDecisions }, { product }),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Follows the bars of a product. */
export function followBars(stream: StreamConnection, store: Store, { interval, product }: Omit<ProductQuestion, 'grouping'>): () => void {
  return followOne(stream, store, { topic: 'bars', as: 'bars', whole: (all) => all, changed: mergeBars }, { product, with: { interval } })
}

/** Follows the footprints of a product. */
export function followFootprint(
  stream: StreamConnection,
  store: Store,
  { interval, product }: Omit<ProductQuestion, 'grouping'>,
): () => void {
  const asked = { product, with: { interval } }
  return followOne(stream, store, { topic: 'footprint', as: 'footprint', whole: (all) => all, changed: mergeFootprint }, asked)
}

/** Follows the liquidity of a product. */
export function followHeat(stream: StreamConnection, store: Store, product: string): () => void {
  return followOne(stream, store, { topic: 'heatmap', as: 'heat', whole: heatOf, changed: mergeHeat }, { product })
}

/** Follows the book of a product. */
export function followBook(stream: StreamConnection, store: Store, { grouping, product }: Omit<ProductQuestion, 'interval'>): () => void {
  const reading: Reading<'book', 'book'> = { topic: 'book', as: 'book', whole: (book) => book, changed: heldBook }
  return followOne(stream, store, reading, { product, with: { grouping, levels: LEVELS } })
}

/** Health tells the service's clock besides. */
function clocked(store: Store): Reading<'health', 'health'> {
  const whole = (health: SnapshotOf<'health'>): SnapshotOf<'health'> => {
    store.heardClock(health.clockUs, Date.now())
    return health
  }
  return { topic: 'health', as: 'health', whole, changed: (_, health) => whole(health) }
}

/** A profile that can no longer be told is shown as it was. */
const heldLast: Reading<'profile', 'profile'> = { topic: 'profile', as: 'profile', whole: (profile) => profile, changed: heldProfile }

type LatestTopic = 'features' | 'signal' | 'quality'

/** A topic of which every message is whole. */
function latest<Name extends LatestTopic>(topic: Name, as: Name): Reading<Name, Name> {
  // What such a topic tells is what the screen holds of it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const whole = (data: SnapshotOf<Name> | UpdateOf<Name>): Received[Name] => data as Received[Name]
  return { topic, as, whole, changed: (_, data) => whole(data) }
}

function followOne<Name extends Topic, Key extends keyof Received>(
  stream: StreamConnection,
  store: Store,
  { as, changed, topic, whole }: Reading<Name, Key>,
  asked: { readonly product?: string; readonly with?: TopicParameters },
): () => void {
  return stream.subscribe(topic, {
    ...asked,
    onSnapshot: (data) => store.receive(as, Date.now(), () => whole(data)),
    onUpdate: (data) => store.receive(as, Date.now(), (before) => (before === undefined ? undefined : changed(before, data))),
    onConflated: (skipped) => {
      store.conflated.value += skipped
    },
  })
}
