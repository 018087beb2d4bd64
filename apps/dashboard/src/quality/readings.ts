import type { Health, Quality } from '@of/api'
import { bytes, fixed, NONE, share } from '../format/number.ts'
import { latency, span } from '../format/time.ts'

/** One thing that is known of the data: a name, how it stands, and what that means. */
export interface QualityReading {
  readonly name: string
  readonly tone: 'ok' | 'warn' | 'crit' | 'none'
  readonly value: string
  /** What it is, and from when on it is a fault. */
  readonly meaning: string
}

/** What is told about the data of a product, in a fixed order. */
export function qualityReadings(health: Health | undefined, quality: Quality | undefined): readonly QualityReading[] {
  const product = health?.products.find((one) => one.product === quality?.product)
  return [...feedReadings(product, quality), ...tradeReadings(quality), ...serviceReadings(health, quality)]
}

const nothing = { tone: 'none', value: NONE } as const

function feedReadings(product: Health['products'][number] | undefined, quality: Quality | undefined): readonly QualityReading[] {
  const bookMeaning = 'Whether the book is the venue’s: synced, or being asked for anew. Nothing else is believed.'
  const gaps = quality?.gapsToday.filter(({ fromUs }) => fromUs > 0) ?? []
  const isLasting = gaps.some(({ toUs }) => toUs === null)
  return [
    product === undefined
      ? { name: 'Book', ...nothing, meaning: bookMeaning }
      : { name: 'Book', tone: product.book === 'synced' ? 'ok' : 'crit', value: product.book, meaning: product.bookReason ?? bookMeaning },
    reading('Sequence', quality, 'Number of the newest frame. A jump means that frames were lost.', ({ sequence }) => ({
      tone: 'ok',
      value: sequence === null ? NONE : fixed(sequence, 0),
    })),
    reading('Gaps', quality, 'Holes in the sequence since the product is followed, and how long the last took to heal.', (known) => ({
      tone: isLasting ? 'crit' : known.gaps > 0 && known.lastHealUs === null ? 'warn' : 'ok',
      value: known.gaps === 0 ? '0' : `${known.gaps} · ${known.lastHealUs === null ? 'not healed' : `healed in ${span(known.lastHealUs)}`}`,
    })),
    reading('Resyncs', quality, 'How often the book was asked for anew.', ({ resyncs }) => ({ tone: 'ok', value: fixed(resyncs, 0) })),
  ]
}

function tradeReadings(quality: Quality | undefined): readonly QualityReading[] {
  return [
    reading(
      'Missing trades',
      quality,
      'Trades whose ids were passed over and which the venue was asked for; more than none is a fault.',
      (known) => ({
        tone: known.missingTrades > 0 ? 'warn' : 'ok',
        value:
          known.missingTrades > 0
            ? fixed(known.missingTrades, 0)
            : known.backfilledTrades > 0
              ? `0 · ${fixed(known.backfilledTrades, 0)} fetched`
              : '0',
      }),
    ),
    reading(
      'Aggressor audit',
      quality,
      'Share of taker orders whose side agrees with the quotes before them; below 90 % the venue’s meaning has changed.',
      ({ audit }) => ({
        tone: audit.share === null ? 'none' : audit.share >= 0.9 ? 'ok' : 'crit',
        value: audit.share === null ? NONE : `${share(audit.share)} of ${fixed(audit.orders, 0)}`,
      }),
    ),
    reading('Late events', quality, 'Frames that arrived out of their order.', ({ lateEvents }) => ({
      tone: 'ok',
      value: fixed(lateEvents, 0),
    })),
  ]
}

/** What is written of the raw frames. */
function recordingReading(health: Health | undefined): QualityReading {
  const recording = health?.recording
  const meaning = 'What the service writes of every frame as it came, from which all else can be derived again.'
  if (recording === undefined) return { name: 'Recording', ...nothing, meaning }
  if (recording === null) return { name: 'Recording', tone: 'none', value: 'off', meaning }
  const { bytes: size, path, state } = recording
  return {
    name: 'Recording',
    tone: state === 'on' ? 'ok' : state === 'failed' ? 'crit' : 'none',
    value: state === 'on' ? bytes(size) : state,
    meaning: `${meaning} ${path}`,
  }
}

/** What is kept of the analysis. */
function storeReading(health: Health | undefined): QualityReading {
  const store = health?.store
  if (store === undefined) return { name: 'Store', ...nothing, meaning: 'What is kept of the data.' }
  return {
    name: 'Store',
    tone: store.state === 'ok' ? 'ok' : store.state === 'off' ? 'none' : store.state === 'behind' ? 'warn' : 'crit',
    value: store.state === 'ok' ? bytes(store.bytes) : store.state,
    meaning: store.reason ?? `What is kept of the data; ${fixed(store.lagMs, 0)} ms behind.`,
  }
}

function serviceReadings(health: Health | undefined, quality: Quality | undefined): readonly QualityReading[] {
  return [
    reading(
      'Latency p50 / p99',
      quality,
      'From the venue’s time stamp to the analysis. Above one second at the 99th percentile is a fault.',
      (known) => ({
        tone: known.latency === null ? 'none' : known.latency.p99Us > 1e6 ? 'warn' : 'ok',
        value: known.latency === null ? NONE : `${fixed(known.latency.p50Us / 1e3, 0)} / ${latency(known.latency.p99Us)}`,
      }),
    ),
    reading(
      'Coverage, trades',
      quality,
      'Share of the last day, at most since the product is followed, in which trades were received; below 99 % is a fault.',
      (known) => ({
        tone: known.coverage.trades === null ? 'none' : known.coverage.trades >= 0.99 ? 'ok' : 'warn',
        value: known.coverage.trades === null ? NONE : share(known.coverage.trades),
      }),
    ),
    recordingReading(health),
    storeReading(health),
  ]
}

function reading(
  name: string,
  quality: Quality | undefined,
  meaning: string,
  read: (known: Quality) => Pick<QualityReading, 'tone' | 'value'>,
): QualityReading {
  return quality === undefined ? { name, ...nothing, meaning } : { name, meaning, ...read(quality) }
}
