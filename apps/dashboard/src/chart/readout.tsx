import type { Bar } from '@of/api'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { decimalsOf, fixed, money, NONE, signed } from '../format/number.ts'
import { clock, zoneName } from '../format/time.ts'
import { type Desk, useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'

/** The bar that is pointed at, else the newest: also where the pointer is beyond it. */
export function barAt({ bars }: Desk, startUs: number | undefined): Bar | undefined {
  const items = bars.value?.items
  const last = items?.at(-1)
  if (startUs === undefined || last === undefined || startUs >= last.startUs) return last
  return items?.find((bar) => bar.startUs === startUs)
}

/** Base currency of a product. */
export function baseOf(product: string | undefined): string {
  return product?.split('-')[0] ?? ''
}

/** Open, high, low, close, volume and delta of the bar that is pointed at, and the ramp of liquidity. */
export function Readout({ hovered }: { readonly hovered: ReadonlySignal<number | undefined> }): JSX.Element {
  const desk = useDesk()
  const bar = barAt(desk, hovered.value)
  const decimals = decimalsOf(desk.tick.value)
  const price = (value: number | null | undefined): string => (value === null || value === undefined ? NONE : fixed(value, decimals))
  const delta = bar === undefined || bar.buyVolume === null || bar.sellVolume === null ? undefined : bar.buyVolume - bar.sellVolume
  const why =
    bar === undefined
      ? 'no bar was told yet'
      : bar.from === 'candles'
        ? 'the venue’s candles do not say who traded'
        : 'nothing traded in this bar'
  if (desk.view.value.view === 'liquidity') return <Ramp />
  return (
    <div class="readout" data-field="readout">
      {hovered.value !== undefined && <span class="dim">{clock(bar?.startUs ?? hovered.value, desk.view.value.zone, 'minute')}</span>}
      {(['open', 'high', 'low', 'close'] as const).map((name) => (
        <span key={name}>
          <span class="dim">{name[0]?.toUpperCase()}</span> {typeof bar?.[name] === 'number' ? price(bar[name]) : <Unknown why={why} />}
        </span>
      ))}
      <span class="wide">
        <span class="dim">V</span> {bar === undefined ? <Unknown why={why} /> : fixed(bar.volume, 2)}
      </span>
      <span class="wide">
        <span class="dim">Δ</span> {delta === undefined ? <Unknown why={why} /> : signed(delta, 2)}
        {delta === undefined && bar?.from === 'candles' && <span class="dim"> from candles: sides not known</span>}
      </span>
      {bar !== undefined && !bar.closed && <span class="dim wide">open</span>}
      <LiveReadout text={bar === undefined || hovered.value === undefined ? '' : spoken(bar, price, desk.view.value.zone)} />
    </div>
  )
}

function spoken(bar: Bar, price: (value: number | null) => string, zone: 'utc' | 'local'): string {
  return `${clock(bar.startUs, zone, 'minute')} ${zoneName(zone)}, open ${price(bar.open)}, high ${price(bar.high)}, low ${price(bar.low)}, close ${price(bar.close)}`
}

const SPOKEN_MS = 5_000

/** The readout for those who do not see it, every five seconds at most. */
function LiveReadout({ text }: { readonly text: string }): JSX.Element {
  const [said, say] = useState({ text: '', atMs: 0 })
  useEffect(() => {
    if (text === said.text) return undefined
    const timer = setTimeout(() => say({ text, atMs: performance.now() }), Math.max(0, said.atMs + SPOKEN_MS - performance.now()))
    return () => clearTimeout(timer)
  }, [text, said])
  return (
    <span class="hidden" aria-live="polite">
      {said.text}
    </span>
  )
}

/** What the colours of liquidity span. */
function Ramp(): JSX.Element | null {
  const { ramp } = useDesk()
  const span = ramp.value
  if (span === undefined) return null
  return (
    <div class="readout ramp">
      <span>{money(span.from)}</span>
      <i />
      <span>{money(span.to)} a row, log</span>
    </div>
  )
}
