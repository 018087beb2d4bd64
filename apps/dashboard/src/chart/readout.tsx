import type { Bar } from '@of/api'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { decimalsOf, fixed, money, NONE, signed } from '../format/number.ts'
import { clock, type Zone, zoneName } from '../format/time.ts'
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
  const { view, zone } = desk.view.value
  if (view === 'liquidity') return <Ramp />
  const bar = barAt(desk, hovered.value)
  const decimals = decimalsOf(desk.tick.value)
  return (
    <div class="readout" data-field="readout">
      {hovered.value !== undefined && <span class="dim">{clock(bar?.startUs ?? hovered.value, zone, 'minute')}</span>}
      <Prices bar={bar} decimals={decimals} />
      <Traded bar={bar} />
      {bar !== undefined && !bar.closed && <span class="dim wide">open</span>}
      <LiveReadout text={bar === undefined || hovered.value === undefined ? '' : spoken(bar, decimals, zone)} />
    </div>
  )
}

function Prices({ bar, decimals }: { readonly bar: Bar | undefined; readonly decimals: number }): JSX.Element {
  return (
    <>
      {(['open', 'high', 'low', 'close'] as const).map((name) => (
        <span key={name} class={name === 'open' ? 'wide' : undefined}>
          <span class="dim">{name[0]?.toUpperCase()}</span>{' '}
          {typeof bar?.[name] === 'number' ? fixed(bar[name], decimals) : <Unknown why={whyUnknown(bar)} />}
        </span>
      ))}
    </>
  )
}

/** Volume, and delta where it is known who traded. */
function Traded({ bar }: { readonly bar: Bar | undefined }): JSX.Element {
  const delta = bar === undefined || bar.buyVolume === null || bar.sellVolume === null ? undefined : bar.buyVolume - bar.sellVolume
  return (
    <>
      <span class="wide">
        <span class="dim">V</span> {bar === undefined ? <Unknown why={whyUnknown(bar)} /> : fixed(bar.volume, 2)}
      </span>
      <span class="wide">
        <span class="dim">Δ</span> {delta === undefined ? <Unknown why={whyUnknown(bar)} /> : signed(delta, 2)}
        {delta === undefined && bar?.from === 'candles' && <span class="dim"> from candles: sides not known</span>}
      </span>
    </>
  )
}

function whyUnknown(bar: Bar | undefined): string {
  if (bar === undefined) return 'no bar was told yet'
  return bar.from === 'candles' ? 'the venue’s candles do not say who traded' : 'nothing traded in this bar'
}

function spoken(bar: Bar, decimals: number, zone: Zone): string {
  const price = (value: number | null): string => (value === null ? NONE : fixed(value, decimals))
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
