import type { Signal } from '@of/api'
import type { JSX } from 'preact'
import { MINUS } from '../format/number.ts'
import { placeOf } from './waterfall-layout.ts'

/** Where net stands between short and long. Without a marker where nothing was decided. */
export function Gauge({ signal }: { readonly signal: Signal | undefined }): JSX.Element {
  const threshold = signal?.decisionThreshold ?? 40
  const net = signal === undefined || signal.abstained ? null : signal.net
  const [low, middle, high] = [placeOf(-threshold), placeOf(0), placeOf(threshold)]
  const left = net === null ? middle : Math.min(middle, placeOf(net))
  const width = net === null ? 0 : Math.abs(placeOf(net) - middle)
  return (
    <div class="gauge" aria-hidden="true">
      <div class="gauge-bar">
        <i class="zone-short" style={{ width: `${low}%` }} />
        <i class="zone-long" style={{ left: `${high}%` }} />
        {net !== null && <i class={net < 0 ? 'fill bar-sell' : 'fill bar-buy'} style={{ left: `${left}%`, width: `${width}%` }} />}
        {net !== null && <i class="needle" style={{ left: `${placeOf(net)}%` }} />}
      </div>
      <div class="gauge-scale label">
        <span style={{ left: `${low / 2 + 4}%` }}>SHORT</span>
        <span style={{ left: `${low}%` }}>
          {MINUS}
          {threshold}
        </span>
        <span style={{ left: `${middle}%` }}>0</span>
        <span style={{ left: `${high}%` }}>+{threshold}</span>
        <span style={{ left: `${(high + 100) / 2 - 1}%` }}>LONG</span>
      </div>
    </div>
  )
}
