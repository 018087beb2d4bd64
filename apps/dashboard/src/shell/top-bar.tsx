import { useSignal, useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { bps, decimalsOf, fixed, NONE, percent } from '../format/number.ts'
import { age, clock, zoneName } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { HealthChip } from './health-chip.tsx'
import { Icon, Mark, Unknown } from './marks.tsx'

/** What is followed, at what price, what of the day, and how well. */
export function TopBar(): JSX.Element {
  return (
    <header class="top">
      <span class="brand" aria-label="of, order flow">
        of<b>.</b>
      </span>
      <Products />
      <ProductSelect />
      <Price />
      <DayStats />
      <Clock />
      <Controls />
      <HealthChip />
    </header>
  )
}

function Products(): JSX.Element {
  const desk = useDesk()
  const { health } = desk.store.shown
  return (
    <nav class="segments products" aria-label="Products">
      {(health.value?.products ?? []).map(({ lastPrice, product, tick }, i) => (
        <button
          key={product}
          aria-pressed={desk.product.value === product}
          onClick={() => desk.look({ product, range: undefined })}
          title={`${product}, key ${i + 1}`}
        >
          {product}
          {desk.product.value !== product && lastPrice !== null && <span class="dim"> {fixed(lastPrice, decimalsOf(tick ?? 0.01))}</span>}
        </button>
      ))}
    </nav>
  )
}

/** The same on a phone. */
function ProductSelect(): JSX.Element {
  const desk = useDesk()
  return (
    <select
      class="product-select"
      aria-label="Product"
      value={desk.product.value ?? ''}
      onChange={({ currentTarget }) => desk.look({ product: currentTarget.value, range: undefined })}
    >
      {(desk.store.shown.health.value?.products ?? []).map(({ product }) => (
        <option key={product} value={product}>
          {product}
        </option>
      ))}
    </select>
  )
}

function Price(): JSX.Element {
  const { lastPrice: price, store, tick } = useDesk()
  const move = useSignal<'up' | 'down'>('up')
  const before = useSignal<number | undefined>(undefined)
  useSignalEffect(() => {
    const now = price.value
    const last = before.peek()
    if (now !== undefined && last !== undefined && now !== last) move.value = now > last ? 'up' : 'down'
    before.value = now
  })
  const freshness = store.freshness.value
  const drained = isStale(freshness)
  return (
    <div class="price" data-field="last-price">
      <span class={drained ? 'stale' : move.value === 'up' ? 'buy' : 'sell'}>
        {price.value !== undefined && <Mark of={move.value} size={13} />}
      </span>
      <span class={drained ? 'amount stale' : 'amount'}>
        {price.value === undefined ? NONE : fixed(price.value, decimalsOf(tick.value))}
      </span>
      {drained && freshness.asOfUs !== undefined && <AsOf />}
    </div>
  )
}

/** What time values are of that are not of now. */
export function AsOf(): JSX.Element | null {
  const { store, view } = useDesk()
  const { ageUs, asOfUs, state } = store.freshness.value
  if (asOfUs === undefined) return null
  return (
    <span class={state === 'paused' ? 'as-of label soft' : 'as-of label crit'}>
      as of {clock(asOfUs, view.value.zone)}
      <br />
      {state === 'paused' ? `paused · ${fixed(store.waiting.value, 0)} events waiting` : `${age(ageUs)} old`}
    </span>
  )
}

function DayStats(): JSX.Element {
  const { store } = useDesk()
  const features = store.shown.features.value?.features
  const bars = store.shown.bars.value?.items
  const drained = isStale(store.freshness.value) ? 'stat stale' : 'stat'
  const first = bars?.[0]
  const last = features?.['lastPrice']?.value ?? undefined
  const reading = (name: string, show: (value: number) => string): JSX.Element => {
    const found = features?.[name]
    if (found === undefined || found.value === null) return <Unknown why={found?.reason ?? 'nothing told yet'} />
    return <span title={found.note}>{show(found.value)}</span>
  }
  const change = first?.open != null && last !== undefined ? (100 * (last - first.open)) / first.open : undefined
  const sinceUs = first?.startUs
  return (
    <>
      <dl
        class={drained}
        title={sinceUs === undefined ? undefined : `since ${clock(sinceUs, 'utc', 'minute')} UTC, the first bar there is`}
      >
        <dt class="label">{bars === undefined || sinceUs === undefined ? '24 h' : spanName(store.secondMs.value * 1_000 - sinceUs)}</dt>
        <dd class={change === undefined ? undefined : change > 0 ? 'buy' : change < 0 ? 'sell' : undefined}>
          {change === undefined ? <Unknown why="no bars yet" /> : percent(change)}
        </dd>
      </dl>
      <dl class={drained}>
        <dt class="label">VWAP deviation</dt>
        <dd data-field="vwap-deviation">{reading('vwapDeviation', (value) => percent(value))}</dd>
      </dl>
      <dl class={`${drained} wide`}>
        <dt class="label">Spread</dt>
        <dd>{reading('spreadBps', bps)}</dd>
      </dl>
      <dl class={`${drained} wide`}>
        <dt class="label">Trades, 60 s</dt>
        <dd>{reading('tradesPerSecond', (value) => `${fixed(value, 1)} /s`)}</dd>
      </dl>
    </>
  )
}

/** What the change is since: the bars reach back a day at most. */
function spanName(lengthUs: number): string {
  const hours = lengthUs / 3.6e9
  return hours >= 23.5 ? '24 h' : hours >= 1 ? `${Math.floor(hours)} h` : 'since start'
}

function Clock(): JSX.Element {
  const desk = useDesk()
  const { zone } = desk.view.value
  const nowUs = desk.store.clockUs(desk.store.secondMs.value)
  return (
    <button
      class="clock"
      title="Exchange time; press for the other zone"
      onClick={() => desk.look({ zone: zone === 'utc' ? 'local' : 'utc' })}
    >
      <span class="label">{zoneName(zone)}</span>
      <span>{nowUs === undefined ? NONE : clock(nowUs, zone)}</span>
    </button>
  )
}

function Controls(): JSX.Element {
  const desk = useDesk()
  const { paused, theme } = desk.view.value
  return (
    <div class="controls">
      <button aria-label={paused ? 'Go on' : 'Pause'} aria-pressed={paused} title="space" onClick={() => desk.look({ paused: !paused })}>
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
      <button aria-label="Copy link" title="y" onClick={() => copyLink(desk)}>
        <Icon name="link" />
      </button>
      <button
        aria-label={theme === 'dark' ? 'Light' : 'Dark'}
        title="n"
        onClick={() => desk.look({ theme: theme === 'dark' ? 'light' : 'dark' })}
      >
        <Icon name={theme === 'dark' ? 'moon' : 'sun'} />
      </button>
      <button
        aria-label="Keys"
        title="?"
        onClick={() => {
          desk.panel.value = 'keys'
        }}
      >
        <Icon name="keys" />
      </button>
    </div>
  )
}

/** Copies the address of the page as it is set. */
export function copyLink(desk: ReturnType<typeof useDesk>): void {
  void navigator.clipboard.writeText(location.href).then(
    () => desk.say('Link copied'),
    () => desk.say('The browser does not let the page copy'),
  )
}
