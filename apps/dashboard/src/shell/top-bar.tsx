import { useSignal, useSignalEffect } from '@preact/signals'
import type { JSX, RefObject } from 'preact'
import { isStale } from '../data/freshness.ts'
import { decimalsOf, fixed, NONE } from '../format/number.ts'
import { age, clock, zoneName } from '../format/time.ts'
import { DayStats } from './day-stats.tsx'
import { useDesk } from './desk.ts'
import { HealthChip } from './health-chip.tsx'
import type { ChartKeys } from './chart-keys.ts'
import { copyLink } from './copy-link.ts'
import { Icon, Mark, Unknown } from './marks.tsx'
import { saveImage } from './save-image.ts'

/** What is followed, at what price, what of the day, and how well. */
export function TopBar({ chart }: { readonly chart: RefObject<ChartKeys | undefined> }): JSX.Element {
  return (
    <header class="top">
      <Heading />
      <span class="brand" aria-hidden="true">
        of<b>.</b>
      </span>
      <Products />
      <ProductSelect />
      <Price />
      <DayStats />
      <Clock />
      <Controls chart={chart} />
      <HealthChip />
    </header>
  )
}

/** What the page is, for those who do not see it. */
function Heading(): JSX.Element {
  return <h1 class="hidden">Order flow of {useDesk().product.value ?? 'products'}</h1>
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
      <button aria-label="More products" title="p" onClick={() => (desk.panel.value = 'products')}>
        +
      </button>
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
        {price.value === undefined ? <Unknown why="no trade was told yet" /> : fixed(price.value, decimalsOf(tick.value))}
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
      as of {clock(asOfUs, view.value.zone)} <br />
      {state === 'paused' ? `paused · ${fixed(store.waiting.value, 0)} events waiting` : `${age(ageUs)} old`}
    </span>
  )
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
      {nowUs === undefined ? <span data-why="n/a: the service has not told its clock yet">{NONE}</span> : <span>{clock(nowUs, zone)}</span>}
    </button>
  )
}

function Controls({ chart }: { readonly chart: RefObject<ChartKeys | undefined> }): JSX.Element {
  const desk = useDesk()
  const { paused } = desk.view.value
  const theme = desk.theme.value
  return (
    <div class="controls">
      <button aria-label={paused ? 'Go on' : 'Pause'} aria-pressed={paused} title="space" onClick={() => desk.look({ paused: !paused })}>
        <Icon name={paused ? 'play' : 'pause'} />
      </button>
      <button aria-label="Copy link" title="y" onClick={() => copyLink(desk)}>
        <Icon name="link" />
      </button>
      <button aria-label="Save image" title="i" onClick={() => saveImage(desk, chart.current)}>
        <Icon name="image" />
      </button>
      <button aria-label={theme === 'dark' ? 'Light' : 'Dark'} title="n" onClick={() => desk.chooseOtherTheme()}>
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
