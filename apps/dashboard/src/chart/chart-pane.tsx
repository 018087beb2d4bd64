import { type Signal, useSignal, useSignalEffect } from '@preact/signals'
import type { JSX, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { clock } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import type { ChartKeys } from '../shell/chart-keys.ts'
import { EmptyNote } from './empty-note.tsx'
import { gapSpans } from './gap-spans.ts'
import { MarketChart } from './market-chart.ts'
import { PaneLabels } from './pane-labels.tsx'
import { PastNote } from './past-note.tsx'
import type { Probe } from './probe/probe.ts'
import { ProbeBox } from './probe-box.tsx'
import { Readout } from './readout.tsx'
import { type Scene, sceneOf } from './scene.ts'
import { Toolbar } from './toolbar.tsx'
import { useNarrow } from './use-narrow.ts'

/** What the chart tells of itself. */
interface ChartTold {
  /** The bar that is pointed at, and the moment. */
  readonly hovered: Signal<number | undefined>
  readonly momentUs: Signal<number | undefined>
  readonly probe: Signal<Probe | undefined>
  /** How far down its panes begin, px. */
  readonly tops: Signal<readonly number[]>
  /** Whether it shows another time than now. */
  readonly isBehind: Signal<boolean>
  /** How much time it shows. */
  readonly spanUs: Signal<number | undefined>
}

/** The chart with its toolbar, readout and the names of its panes. */
export function ChartPane({ keys }: { readonly keys: RefObject<ChartKeys | undefined> }): JSX.Element {
  const desk = useDesk()
  const host = useRef<HTMLDivElement>(null)
  const told: ChartTold = {
    hovered: useSignal<number | undefined>(undefined),
    momentUs: useSignal<number | undefined>(undefined),
    tops: useSignal<readonly number[]>([]),
    isBehind: useSignal(false),
    probe: useSignal<Probe | undefined>(undefined),
    spanUs: useSignal<number | undefined>(undefined),
  }
  const chart = useMarketChart(host, keys, told)
  const { hovered, isBehind, momentUs, probe, spanUs, tops } = told
  const name = `${desk.product.value ?? ''} ${desk.view.value.view}`
  return (
    <section class="chart-pane" aria-label={`Chart: ${name}`}>
      <Toolbar chart={chart} spanUs={spanUs} />
      <div class="plot">
        <div class="plot-host" ref={host} />
        <EmptyNote />
        <Readout hovered={hovered} />
        <Holes />
        <PaneLabels tops={tops} hovered={hovered} momentUs={momentUs} />
        <PastNote isBehind={isBehind} />
        <ProbeBox probe={probe} />
        {isBehind.value && (
          <button class="to-now" onClick={() => chart.current?.viewport.toNow()}>
            ● back to now
          </button>
        )}
      </div>
    </section>
  )
}

/** The chart in its element for as long as that is there, drawn anew whenever there is something else to show. */
function useMarketChart(
  host: RefObject<HTMLDivElement | null>,
  keys: RefObject<ChartKeys | undefined>,
  { hovered, isBehind, momentUs, probe, spanUs, tops }: ChartTold,
): RefObject<MarketChart | undefined> {
  const desk = useDesk()
  const chart = useRef<MarketChart | undefined>(undefined)
  const isNarrow = useNarrow()
  useEffect(() => {
    const element = host.current
    if (element === null) return undefined
    const made = new MarketChart(element, sceneOf(desk, isNarrow), {
      onHover: (startUs, atUs, found) => {
        hovered.value = startUs
        momentUs.value = atUs
        probe.value = found
      },
      onSee: (fromUs) => desk.needPast(fromUs),
      onMove: (range, lengthUs) => {
        spanUs.value = lengthUs
        isBehind.value = range !== undefined
        remember(desk, range)
      },
      onLayout: (all) => {
        if (all.join() !== tops.peek().join()) tops.value = all
      },
    })
    chart.current = made
    keys.current = {
      viewport: made.viewport,
      image: () => made.image(),
      tops: () => tops.peek(),
      fit: () => made.viewport.fit(sceneOf(desk, isNarrow)),
      step: (bars) => step(desk, made, hovered, bars),
    }
    return () => {
      keys.current = undefined
      chart.current = undefined
      made.close()
    }
  }, [desk, isNarrow])
  useSignalEffect(() => {
    const scene: Scene = sceneOf(desk, isNarrow)
    chart.current?.draw(scene)
    const grid = scene.view === 'liquidity' ? chart.current?.heat?.grid : undefined
    const before = desk.ramp.peek()
    if (before?.from !== grid?.from || before?.to !== grid?.to || before?.rowSize !== grid?.rowSize) desk.ramp.value = grid
  })
  useSignalEffect(() => {
    const at = desk.target.value
    if (at !== undefined) chart.current?.viewport.centre(at)
  })
  return chart
}

/** The holes that the chart hatches, for those who do not see it. */
function Holes(): JSX.Element {
  const { bars, store, view } = useDesk()
  const gaps = bars.value?.gaps ?? []
  const clockOf = { nowUs: store.clockUs(store.secondMs.value) ?? 0, zone: view.value.zone }
  const holes = [...gapSpans(gaps, 'book', clockOf), ...gapSpans(gaps, 'trades', clockOf)]
  return (
    <ul class="hidden" aria-label="Holes in the data" data-field="holes">
      {holes.map(({ fromUs, source, words }) => (
        <li key={`${source}${fromUs}`}>
          {words}, at {clock(fromUs, view.value.zone)}
        </li>
      ))}
    </ul>
  )
}

let timer: ReturnType<typeof setTimeout> | undefined

/** The address says what time is in view once the reader has come to rest. */
function remember(desk: ReturnType<typeof useDesk>, range: Parameters<ConstructorParameters<typeof MarketChart>[2]['onMove']>[0]): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    const before = desk.view.peek().range
    if (before?.fromUs !== range?.fromUs || before?.toUs !== range?.toUs) desk.look({ range })
  }, 300)
}

/** Moves the crosshair by bars. */
function step(desk: ReturnType<typeof useDesk>, chart: MarketChart, hovered: Signal<number | undefined>, bars: number): void {
  const items = desk.bars.peek()?.items ?? []
  const at = items.findIndex(({ startUs }) => startUs === hovered.peek())
  const next = items[Math.min(items.length - 1, Math.max(0, (at === -1 ? items.length - 1 : at) + bars))]
  if (next?.close === undefined || next.close === null) return
  hovered.value = next.startUs
  chart.viewport.point(next.startUs, next.close)
}
