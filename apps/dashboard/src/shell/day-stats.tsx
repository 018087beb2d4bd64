import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { bps, fixed, percent } from '../format/number.ts'
import { clock, day } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { Unknown } from './marks.tsx'

/** What became of the price in a day, and a few features of now. */
export function DayStats(): JSX.Element {
  const { store } = useDesk()
  const features = store.shown.features.value?.features
  const drained = isStale(store.freshness.value) ? 'stat stale' : 'stat'
  const reading = (name: string, show: (value: number) => string): JSX.Element => {
    const found = features?.[name]
    if (found === undefined || found.value === null) return <Unknown why={found?.reason ?? 'nothing told yet'} />
    return <span title={found.note}>{show(found.value)}</span>
  }
  return (
    <>
      <dl class={drained}>
        <Change />
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

/** How far the price is from what it was a day ago, or when the service first knew it. */
function Change(): JSX.Element {
  const { dayOpen, lastPrice, product, store } = useDesk()
  const open = dayOpen.value?.product === product.value ? dayOpen.value : undefined
  const nowUs = store.clockUs(store.secondMs.value)
  const last = lastPrice.value
  if (open === undefined || nowUs === undefined || last === undefined) {
    return (
      <>
        <dt class="label">24 h</dt>
        <dd>
          <Unknown why="no price of a day ago" />
        </dd>
      </>
    )
  }
  const change = (100 * (last - open.price)) / open.price
  return (
    <>
      <dt class="label" title={`since ${day(open.atUs, 'utc')} ${clock(open.atUs, 'utc', 'minute')} UTC`}>
        {spanName(nowUs - open.atUs)}
      </dt>
      <dd class={change > 0 ? 'buy' : change < 0 ? 'sell' : undefined}>{percent(change)}</dd>
    </>
  )
}

/** What the change is since: a day, or less where the service does not know that much. */
function spanName(lengthUs: number): string {
  const hours = lengthUs / 3.6e9
  return hours >= 23.5 ? '24 h' : hours >= 1 ? `${Math.floor(hours)} h` : 'since start'
}
