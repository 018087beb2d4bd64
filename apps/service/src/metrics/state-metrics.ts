import type { Registry } from 'prom-client'
import type { ServiceState } from '../service/state.ts'
import type { Hub } from '../stream/hub.ts'
import { counterOf, type Family, gaugeOf, type Sample } from './family.ts'
import { keepingCounters, keepingGauges } from './keeping-metrics.ts'
import { storeCounters, storeGauges } from './store-metrics.ts'

/** What is known of the feed, the products, the store and the stream, read when it is asked for. */
export function stateMetrics(registry: Registry, state: ServiceState, hub: Hub): void {
  const metrics = [
    gaugeOf({
      name: 'of_build_info',
      help: 'The version that runs.',
      labels: ['version', 'source'],
      read: () => [[{ version: state.version, source: state.origin.kind }, 1]],
    }),
    gaugeOf({ name: 'of_simulated', help: '1 where the market is simulated.', read: () => [[{}, state.origin.simulated ? 1 : 0]] }),
    ...feedCounters(state).map(counterOf),
    ...feedGauges(state).map(gaugeOf),
    ...productCounters(state).map(counterOf),
    ...productGauges(state).map(gaugeOf),
    ...streamCounters(hub).map(counterOf),
    ...streamGauges(hub).map(gaugeOf),
    ...storeCounters(state).map(counterOf),
    ...storeGauges(state).map(gaugeOf),
    ...keepingCounters(state).map(counterOf),
    ...keepingGauges(state).map(gaugeOf),
  ]
  for (const metric of metrics) registry.registerMetric(metric)
}

function feedCounters({ source }: ServiceState): Family[] {
  const ofConnections = (
    name: string,
    help: string,
    key: 'frames' | 'bytes' | 'gaps' | 'lostFrames' | 'late' | 'unreadable' | 'reconnects',
  ): Family => ({
    name,
    help,
    labels: ['connection'],
    read: () => (source.health()?.connections ?? []).map((connection): Sample => [{ connection: connection.name }, connection[key]]),
  })
  return [
    ofConnections('of_feed_frames_total', 'Frames received.', 'frames'),
    ofConnections('of_feed_received_bytes_total', 'Bytes of frames received.', 'bytes'),
    ofConnections('of_feed_gaps_total', 'Jumps of the sequence numbers of a connection.', 'gaps'),
    ofConnections('of_feed_lost_frames_total', 'Frames that those jumps say are missing.', 'lostFrames'),
    ofConnections('of_feed_late_frames_total', 'Frames whose number had been passed.', 'late'),
    ofConnections('of_feed_unreadable_frames_total', 'Frames that could not be read.', 'unreadable'),
    ofConnections('of_feed_reconnects_total', 'How often a connection opened again.', 'reconnects'),
    {
      name: 'of_feed_checks_total',
      help: 'What was verified, and how it came out.',
      labels: ['check', 'result'],
      read: () =>
        Object.entries(source.health()?.checks ?? {}).flatMap(([check, { failed, passed }]): Sample[] => [
          [{ check, result: 'passed' }, passed],
          [{ check, result: 'failed' }, failed],
        ]),
    },
    {
      name: 'of_feed_overruns_total',
      help: 'How often this process was too slow for its feed.',
      read: () => [[{}, source.health()?.overruns ?? 0]],
    },
  ]
}

function feedGauges(state: ServiceState): Family[] {
  const { source } = state
  return [
    {
      name: 'of_feed_connection_up',
      help: '1 while a connection is open.',
      labels: ['connection'],
      read: () =>
        (source.health()?.connections ?? []).map(({ name, state: stands }): Sample => [{ connection: name }, stands === 'open' ? 1 : 0]),
    },
    { name: 'of_feed_queue_batches', help: 'Batches that wait for the analysis.', read: () => [[{}, source.health()?.queue.batches ?? 0]] },
    { name: 'of_feed_queue_bytes', help: 'About the memory that they take.', read: () => [[{}, source.health()?.queue.bytes ?? 0]] },
    {
      name: 'of_feed_silence_seconds',
      help: 'How long nothing has been received.',
      read: () => (state.silentUs === undefined ? [] : [[{}, state.silentUs / 1e6]]),
    },
  ]
}

function productCounters(state: ServiceState): Family[] {
  const each = (read: (product: string) => Iterable<Sample>) => () => state.desk.products.flatMap((product) => [...read(product)])
  return [
    {
      name: 'of_book_resyncs_total',
      help: 'How often a lost book stood again.',
      labels: ['product'],
      read: each((product) => [[{ product }, state.quality(product).resyncs]]),
    },
    {
      name: 'of_trades_total',
      help: 'Trades seen for the first time.',
      labels: ['product', 'aggressor'],
      read: each((product) =>
        Object.entries(state.desk.market(product).trades).map(([aggressor, count]): Sample => [{ product, aggressor }, count]),
      ),
    },
    {
      name: 'of_taker_orders_total',
      help: 'Orders of takers.',
      labels: ['product'],
      read: each((product) => [[{ product }, state.desk.market(product).orders.count]]),
    },
    {
      name: 'of_trades_backfilled_total',
      help: 'Trades that were brought afterwards.',
      labels: ['product'],
      read: each((product) => [[{ product }, state.quality(product).backfilledTrades]]),
    },
    {
      name: 'of_decisions_total',
      help: 'Decisions, by what they say.',
      labels: ['product', 'direction'],
      read: each((product) =>
        Object.entries(state.desk.market(product).decisions.taken).map(([direction, count]): Sample => [{ product, direction }, count]),
      ),
    },
  ]
}

function productGauges(state: ServiceState): Family[] {
  const each = (read: (product: string) => Iterable<Sample>) => () => state.desk.products.flatMap((product) => [...read(product)])
  return [
    {
      name: 'of_book_synced',
      help: '1 while the book can be believed.',
      labels: ['product'],
      read: each((product) => [[{ product }, state.desk.view(product)?.bookState === 'synced' ? 1 : 0]]),
    },
    {
      name: 'of_trades_missing',
      help: 'Trade ids that are waited for or were given up.',
      labels: ['product'],
      read: each((product) => [[{ product }, state.quality(product).missingTrades]]),
    },
    {
      name: 'of_coverage_ratio',
      help: 'Share of the last day, at most since it is followed, in which a source was received.',
      labels: ['product', 'source'],
      read: each((product) => {
        const { book, trades } = state.quality(product).coverage
        return [
          ...(book === null ? [] : [[{ product, source: 'book' }, book] as const]),
          ...(trades === null ? [] : [[{ product, source: 'trades' }, trades] as const]),
        ]
      }),
    },
    {
      name: 'of_signal_net',
      help: 'Sum of the contributions of the factors, hundredths; absent while abstained.',
      labels: ['product'],
      read: each((product) => {
        const net = state.desk.view(product)?.signal.net ?? null
        return net === null ? [] : [[{ product }, net]]
      }),
    },
  ]
}

function streamCounters(hub: Hub): Family[] {
  return [
    {
      name: 'of_stream_conflations_total',
      help: 'How often a slow reader was left out updates of a topic.',
      read: () => [[{}, hub.counts.conflations]],
    },
    {
      name: 'of_stream_slow_closed_total',
      help: 'Readers that were closed for being too slow.',
      read: () => [[{}, hub.counts.closedSlow]],
    },
  ]
}

function streamGauges(hub: Hub): Family[] {
  return [
    { name: 'of_stream_readers', help: 'Readers of the stream.', read: () => [[{}, hub.counts.readers]] },
    { name: 'of_stream_subscriptions', help: 'What they follow.', read: () => [[{}, hub.counts.subscriptions]] },
    { name: 'of_stream_channels', help: 'How many different things that is.', read: () => [[{}, hub.counts.channels]] },
  ]
}
