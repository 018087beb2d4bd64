import type { Signal } from '@of/api'
import type { JSX } from 'preact'
import { fixed, signed } from '../format/number.ts'
import { type Highlight, useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'
import { heldFor, placeOf, rowNames, sentenceOf, shortValue, type WaterfallRow, waterfallOf } from './waterfall-layout.ts'

/** What of the chart a factor rests on. */
const evidence: Readonly<Record<string, Highlight>> = { profile: 'profile', vwap: 'vwap', whales: 'whales' }

/** The factors as bars on one scale, each from where the last ended, closing in net. */
export function Waterfall({ signal }: { readonly signal: Signal | undefined }): JSX.Element {
  const threshold = signal?.decisionThreshold ?? 40
  return (
    <div class="waterfall">
      <i class="rule" style={{ left: `${placeOf(0)}%` }} />
      <i class="rule dashed" style={{ left: `${placeOf(threshold)}%` }} />
      <i class="rule dashed" style={{ left: `${placeOf(-threshold)}%` }} />
      <ul class="factors">
        {signal === undefined
          ? rowNames.map((name) => <NoFactor key={name} name={name} />)
          : waterfallOf(signal.factors).map((row) => <Factor key={row.factor.factor} row={row} />)}
      </ul>
      <Net net={signal?.net ?? null} why={signal?.reason ?? 'nothing told yet'} />
    </div>
  )
}

function Net({ net, why }: { readonly net: number | null; readonly why: string }): JSX.Element {
  return (
    <div class="net">
      <b>Net now</b>
      <span class={net === null || net === 0 ? 'key' : net > 0 ? 'key buy' : 'key sell'} data-field="net-now">
        {net === null ? <Unknown why={why} /> : signed(net, 0)}
      </span>
      {net !== null && net !== 0 && <Bar from={0} to={net} />}
    </div>
  )
}

function Factor({ row }: { readonly row: WaterfallRow }): JSX.Element {
  const desk = useDesk()
  const { factor, from, name, to } = row
  const { contribution, state } = factor
  const isKnown = state !== 'unknown' && state !== 'absent'
  const held = isKnown ? heldFor(desk.store.freshness.value) : undefined
  const point = (which: Highlight) => () => {
    desk.highlight.value = which
  }
  const words = sentenceOf(factor, held)
  return (
    <li
      class={`factor ${isKnown ? '' : 'factor-unknown'}`}
      data-factor={factor.factor}
      data-why={words}
      tabIndex={0}
      onMouseEnter={point(evidence[factor.factor])}
      onMouseLeave={point(undefined)}
      onFocus={point(evidence[factor.factor])}
      onBlur={point(undefined)}
    >
      <span class="name">
        {name} <span class="short soft">{shortValue(factor)}</span>
      </span>
      <span class="contribution" data-contribution={contribution}>
        {isKnown ? (
          <span class={contribution > 0 ? 'buy' : contribution < 0 ? 'sell' : 'dim'}>
            {held !== undefined && <span class="tag">held</span>}
            {held === undefined && state === 'held-back' && <span class="tag">held back</span>}
            {contribution === 0 ? '0' : signed(contribution, 0)}
          </span>
        ) : (
          <span class="tag">n/a</span>
        )}
      </span>
      <span class="sentence">{words}</span>
      {isKnown && <Bar from={from} to={to} />}
    </li>
  )
}

/** The room of a factor before anything was told of it. */
function NoFactor({ name }: { readonly name: string }): JSX.Element {
  return (
    <li class="factor factor-unknown">
      <span class="name">{name}</span>
      <Unknown why="nothing told yet" />
    </li>
  )
}

function Bar({ from, to }: { readonly from: number; readonly to: number }): JSX.Element {
  const [left, right] = [placeOf(Math.min(from, to)), placeOf(Math.max(from, to))]
  return (
    <span class="bar" aria-hidden="true">
      <i
        class={to > from ? 'bar-buy' : to < from ? 'bar-sell' : 'bar-none'}
        style={{ left: `${fixed(left, 3)}%`, width: to === from ? '1px' : `${fixed(right - left, 3)}%` }}
      />
      <i class="link" style={{ left: `${fixed(placeOf(to), 3)}%` }} />
    </span>
  )
}
