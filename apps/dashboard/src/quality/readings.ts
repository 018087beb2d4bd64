import type { Health, Quality } from '@of/api'
import { bytes, fixed, NONE, share } from '../format/number.ts'
import { latency, span } from '../format/time.ts'

/** One thing that is known of the data: a name, how it stands, and what that means. */
export interface QualityReading {
  readonly name: string
  readonly tone: 'ok' | 'warn' | 'crit' | 'none'
  readonly value: string
  /** The value where there is little room. */
  readonly short?: string
  /** What it is, and from when on it is a fault; why it is not known where it is not. */
  readonly meaning: string
}

/** A reading as it stands; without a value where it is not known, with why. */
type Stands = Pick<QualityReading, 'short' | 'tone' | 'value'> | { readonly why: string }

/** What is told about the data of a product, in a fixed order. */
export function qualityReadings(health: Health | undefined, quality: Quality | undefined): readonly QualityReading[] {
  const product = health?.products.find((one) => one.product === quality?.product)
  return [...feedReadings(product, quality), ...tradeReadings(quality), ...serviceReadings(health, quality)]
}

const NOTHING_TOLD = { why: 'nothing told yet' } as const

function feedReadings(product: Health['products'][number] | undefined, quality: Quality | undefined): readonly QualityReading[] {
  const bookMeaning = 'Whether the book is the venue’s: synced, or being asked for anew. Nothing else is believed.'
  const gaps = quality?.gapsToday.filter(({ fromUs }) => fromUs > 0) ?? []
  const isLasting = gaps.some(({ toUs }) => toUs === null)
  return [
    product === undefined
      ? readingOf('Book', bookMeaning, NOTHING_TOLD)
      : { name: 'Book', tone: product.book === 'synced' ? 'ok' : 'crit', value: product.book, meaning: product.bookReason ?? bookMeaning },
    reading('Sequence', quality, 'Number of the newest frame. A jump means that frames were lost.', ({ sequence }) =>
      sequence === null ? { why: 'no frame has been heard yet' } : { tone: 'ok', value: fixed(sequence, 0) },
    ),
    reading('Gaps', quality, 'Holes in the sequence since the product is followed, and how long the last took to heal.', (known) => ({
      tone: isLasting ? 'crit' : known.gaps > 0 && known.lastHealUs === null ? 'warn' : 'ok',
      ...gapWords(known, isLasting),
    })),
    reading('Resyncs', quality, 'How often the book was asked for anew.', ({ resyncs }) => ({ tone: 'ok', value: fixed(resyncs, 0) })),
  ]
}

/** How many holes there were and what became of the last: of one that lasts nothing is told of those before. */
function gapWords({ gaps, lastHealUs }: Quality, isLasting: boolean): Pick<QualityReading, 'short' | 'value'> {
  const count = fixed(gaps, 0)
  if (isLasting) return { value: gaps === 0 ? 'one lasts' : `${count} · one lasts`, short: 'one lasts' }
  if (gaps === 0) return { value: count }
  return lastHealUs === null
    ? { value: `${count} · not healed`, short: `${count}, not healed` }
    : { value: `${count} · healed in ${span(lastHealUs)}`, short: `${count}, healed` }
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
      ({ audit }) =>
        audit.share === null
          ? { why: 'no order has been held against quotes yet' }
          : {
              tone: audit.share >= 0.9 ? 'ok' : 'crit',
              value: `${share(audit.share)} of ${fixed(audit.orders, 0)}`,
              short: share(audit.share),
            },
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
  if (recording === undefined) return readingOf('Recording', meaning, NOTHING_TOLD)
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
  if (store === undefined) return readingOf('Store', 'What is kept of the data.', NOTHING_TOLD)
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
      (known) =>
        known.latency === null
          ? { why: 'the times of this source cannot be held against the clock of the service' }
          : {
              tone: known.latency.p99Us > 1e6 ? 'warn' : 'ok',
              value: `${fixed(known.latency.p50Us / 1e3, 0)} / ${latency(known.latency.p99Us)}`,
            },
    ),
    reading(
      'Coverage, trades',
      quality,
      'Share of the last day, at most since the product is followed, in which trades were received; below 99 % is a fault.',
      ({ coverage: { trades } }) =>
        trades === null ? { why: 'not followed for long enough' } : { tone: trades >= 0.99 ? 'ok' : 'warn', value: share(trades) },
    ),
    recordingReading(health),
    storeReading(health),
  ]
}

function reading(name: string, quality: Quality | undefined, meaning: string, read: (known: Quality) => Stands): QualityReading {
  return readingOf(name, meaning, quality === undefined ? NOTHING_TOLD : read(quality))
}

function readingOf(name: string, meaning: string, stands: Stands): QualityReading {
  return 'why' in stands ? { name, tone: 'none', value: NONE, meaning: `n/a: ${stands.why}. ${meaning}` } : { name, meaning, ...stands }
}
