import type { SignalNow } from '@of/api'
import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { fixed, signed, signedBps } from '../format/number.ts'
import { age, clock, span } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Mark, Unknown } from '../shell/marks.tsx'
import { Gauge } from './gauge.tsx'
import { votes } from './waterfall-layout.ts'
import { Waterfall } from './waterfall.tsx'

/** The decision in force, what it rests on now, and what such decisions came to. */
export function SignalCard(): JSX.Element {
  const { store, view } = useDesk()
  const now = store.shown.signal.value
  const nowUs = store.clockUs(store.secondMs.value)
  const drained = isStale(store.freshness.value)
  const { decision, nextDecisionUs, signal } = now ?? { decision: null, nextDecisionUs: null, signal: undefined }
  const next = nextDecisionUs === null || nowUs === undefined ? undefined : nextDecisionUs - nowUs
  return (
    <section class="signal" aria-label="Signal">
      <div class="pane-head">
        <h2>Signal</h2>
        <span class="label">
          {decision === null ? 'no decision yet' : `decided ${clock(decision.timeUs, view.value.zone)}`}
          {drained ? (
            <span class="crit"> · {age(store.freshness.value.ageUs)} old</span>
          ) : next === undefined ? (
            ''
          ) : (
            ` · next in ${age(next)}`
          )}
        </span>
      </div>
      <div class={drained ? 'stale' : undefined}>
        <Verdict now={now} />
        <Gauge signal={decision?.signal} />
        <Waterfall signal={signal} />
      </div>
      <Foot now={now} />
    </section>
  )
}

function Verdict({ now }: { readonly now: SignalNow | undefined }): JSX.Element {
  const signal = now?.decision?.signal
  if (signal === undefined) return <NoVerdict isTold={now !== undefined} />
  const { abstained, decisionThreshold, direction, factors, net, reason, strength } = signal
  const isHold = direction === 'HOLD'
  const count = votes(factors, direction)
  const tone = direction === 'LONG' ? 'buy' : direction === 'SHORT' ? 'sell' : 'soft'
  return (
    <div class="verdict">
      <b class={`direction ${tone}`} data-field="direction">
        {!isHold && <Mark of={direction === 'LONG' ? 'up' : 'down'} size={22} />}
        {direction}
      </b>
      {abstained ? (
        <span class="why">
          <b class="crit">abstained</b>
          <br />
          <span title={reason}>{reason}</span>
        </span>
      ) : (
        <span>
          <span data-field="net">
            net <b>{net === null ? <Unknown why={reason ?? 'no factor is known'} /> : signed(net, 0)}</b>{' '}
            {comparison(net ?? 0, decisionThreshold)}
          </span>
          <br />
          <span class="soft">{isHold ? `${count.for} buy, ${count.against} sell` : `${count.for} for, ${count.against} against`}</span>
        </span>
      )}
      <span class="strength">
        <span class="label">strength</span>
        <b>{abstained ? <Unknown why={`abstained, ${reason ?? 'not told why'}`} /> : fixed(strength, 2)}</b>
      </span>
    </div>
  )
}

function NoVerdict({ isTold }: { readonly isTold: boolean }): JSX.Element {
  return (
    <div class="verdict">
      <b class="direction soft">
        <Unknown why={isTold ? 'no minute has closed yet' : 'nothing told yet'} />
      </b>
      <span class="soft">{isTold ? 'the first decision comes with the close of a minute' : 'nothing told yet'}</span>
    </div>
  )
}

/** How net stands to the threshold, as the rule has it: beyond it, strictly, or not. */
function comparison(net: number, threshold: number): string {
  if (net > threshold) return `> +${threshold}`
  return net < -threshold ? `< −${threshold}` : `within ±${threshold}`
}

function Foot({ now }: { readonly now: SignalNow | undefined }): JSX.Element {
  const { measured, signal } = now ?? { measured: undefined, signal: undefined }
  const total = signal?.factors.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <div class="signal-foot">
      <div class="pane-head label">
        <span>
          {signal === undefined || total === undefined ? (
            <>
              reachable <Unknown why="nothing told yet" />
            </>
          ) : (
            `reachable ±${fixed(signal.reachableNet, 0)} of ±${fixed(total, 0)}`
          )}
        </span>
        {signal !== undefined && (
          <span title={signal.ruleSet.hash}>
            rule set {signal.ruleSet.name} · {signal.ruleSet.hash.slice(0, 7)}
          </span>
        )}
      </div>
      <div class="measured">
        <span class="soft">Measured here{measured === undefined ? '' : `, ${span(measured.horizonUs)}, n ${fixed(measured.n, 0)}`}</span>
        <b data-field="measured">
          {measured?.bpsAfterCosts === null || measured === undefined ? (
            <Unknown why={measured?.reason ?? 'nothing told yet'} />
          ) : (
            `${signedBps(measured.bpsAfterCosts)} after costs`
          )}
        </b>
      </div>
    </div>
  )
}
