import type { Interval } from '@of/api'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX, RefObject } from 'preact'
import { money, share } from '../format/number.ts'
import { clock } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { intervals, type MainView } from '../shell/view-state.ts'
import { BUBBLE_NOTIONAL, GUTTER_WIDTH } from './heat-scene.ts'
import type { MarketChart } from './market-chart.ts'
import { baseOf } from './readout.tsx'

const views: readonly (readonly [MainView, string, string])[] = [
  ['candles', 'Candles', 'c'],
  ['liquidity', 'Liquidity', 'l'],
  ['footprint', 'Footprint', 'f'],
]

const spans: readonly (readonly [string, number])[] = [
  ['5 min', 300e6],
  ['15 min', 900e6],
  ['1 h', 3_600e6],
]

const DAY_US = 86_400e6

/** What the chart shows, how wide its bars are, its layers, and what its rows mean: the only legend there is. */
export function Toolbar({
  chart,
  spanUs,
}: {
  readonly chart: RefObject<MarketChart | undefined>
  /** How much time is in view. */
  readonly spanUs: ReadonlySignal<number | undefined>
}): JSX.Element {
  const desk = useDesk()
  const { view } = desk.view.value
  return (
    <div class="toolbar" role="toolbar" aria-label="Chart">
      <div class="segments">
        {views.map(([name, words, key]) => (
          <button
            key={name}
            aria-pressed={view === name}
            title={key}
            onClick={() => desk.look({ view: name, range: undefined, ...(name === 'liquidity' ? { interval: '1m' as const } : {}) })}
          >
            {words}
          </button>
        ))}
      </div>
      {view === 'liquidity' ? (
        <div class="segments intervals">
          {spans.map(([words, lengthUs]) => (
            <button
              key={words}
              aria-pressed={Math.abs((spanUs.value ?? 0) / lengthUs - 1) < 0.02}
              onClick={() => chart.current?.viewport.showLast(lengthUs, GUTTER_WIDTH)}
            >
              {words}
            </button>
          ))}
        </div>
      ) : (
        <Intervals />
      )}
      <Layers />
      <span class="label coverage-note">
        <Note />
      </span>
    </div>
  )
}

function Intervals(): JSX.Element {
  const desk = useDesk()
  const choose = (interval: Interval): void => desk.look({ interval, range: undefined })
  return (
    <div class="segments intervals">
      {intervals.map((interval) => (
        <button key={interval} aria-pressed={desk.view.value.interval === interval} onClick={() => choose(interval)}>
          {interval}
        </button>
      ))}
    </div>
  )
}

function Layers(): JSX.Element {
  const desk = useDesk()
  const { profile, view, vwap, whales } = desk.view.value
  if (view === 'liquidity') {
    return (
      <div class="layers">
        <span class="layer legend-quotes">Best quotes</span>
        <span class="layer legend-trades">Trades ≥ {money(BUBBLE_NOTIONAL)}</span>
      </div>
    )
  }
  if (view === 'footprint') {
    return (
      <div class="layers">
        <span class="layer legend-trades">Imbalance ≥ 3.0</span>
        <span class="layer legend-poc">Bar POC</span>
      </div>
    )
  }
  const toggle = (name: 'vwap' | 'profile' | 'whales', words: string, isOn: boolean): JSX.Element => (
    <button class={`layer legend-${name}`} aria-pressed={isOn} onClick={() => desk.look({ [name]: !isOn })}>
      {words}
    </button>
  )
  return (
    <div class="layers">
      {toggle('vwap', 'VWAP ±σ', vwap)}
      {toggle('profile', 'Profile', profile)}
      {toggle('whales', 'Whales', whales)}
    </div>
  )
}

/** What rows, columns and sums of the view mean. */
function Note(): JSX.Element {
  const { ramp, store, view } = useDesk()
  const { footprint, heat } = store.shown
  const base = baseOf(view.value.product)
  if (view.value.view === 'liquidity') {
    const grid = ramp.value
    if (grid === undefined || heat.value === undefined) return <>no book was seen yet</>
    return (
      <>
        rows ${grid.rowSize} · columns {heat.value.stepUs / 1e6} s
      </>
    )
  }
  if (view.value.view === 'footprint') {
    const rows = footprint.value === undefined ? '' : `rows $${footprint.value.rowSize} · `
    return (
      <>
        {rows}sells × buys, {base}
      </>
    )
  }
  return <ProfileNote />
}

/** Of what the profile is and how much of that was received; the time that it is of, where it can no longer be told. */
function ProfileNote(): JSX.Element {
  const { store, view } = useDesk()
  const { zone } = view.value
  const profile = store.shown.profile.value
  const name = `24 h profile${profile?.estimated === true ? '~' : ''}`
  if (profile !== undefined && profile.reason !== null && profile.rows.length > 0) {
    return (
      <>
        {name} <span class="crit">as of {clock(profile.toUs, zone)}</span>
      </>
    )
  }
  const { coverage, sinceUs } = store.shown.quality.value ?? { coverage: undefined, sinceUs: null }
  if (coverage === undefined || coverage.trades === null) return <>{name}</>
  const nowUs = store.clockUs(store.secondMs.value)
  const isYoung = sinceUs !== null && nowUs !== undefined && nowUs - sinceUs < DAY_US
  return (
    <>
      {name} · {share(coverage.trades)} {isYoung ? `since ${clock(sinceUs, zone, 'minute')}` : 'covered'}
    </>
  )
}
