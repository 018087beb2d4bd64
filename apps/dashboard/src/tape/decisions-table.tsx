import type { Decision } from '@of/api'
import type { JSX } from 'preact'
import { signed } from '../format/number.ts'
import { clock, span, zoneName } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Mark, Unknown } from '../shell/marks.tsx'

const ROWS = 60

/** Decisions, newest first, with what the market did after them; a click shows the moment in the chart. */
export function DecisionsTable(): JSX.Element {
  const desk = useDesk()
  const { zone } = desk.view.value
  const decisions = [...(desk.store.shown.decisions.value ?? [])].slice(-ROWS).reverse()
  const costBps = desk.store.shown.signal.value?.measured.costBps
  const horizons = decisions[0]?.markouts.map(({ afterUs }) => afterUs) ?? [60e6, 300e6, 900e6]
  return (
    <>
      <table class="decisions">
        <caption class="hidden">Decisions, newest first</caption>
        <thead>
          <tr class="label">
            <th scope="col">{zoneName(zone)}</th>
            <th scope="col">Decision</th>
            <th scope="col">Net</th>
            {horizons.map((afterUs) => (
              <th key={afterUs} scope="col">
                {span(afterUs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <Row key={decision.id} decision={decision} />
          ))}
        </tbody>
      </table>
      <p class="table-note">
        Markouts in bps, mid to mid, signed in the direction of the decision, before costs.
        {costBps !== undefined && (
          <>
            {' '}
            Round trip cost here: <b>{costBps} bps</b>.
          </>
        )}
      </p>
    </>
  )
}

function Row({ decision: { markouts, signal, timeUs } }: { readonly decision: Decision }): JSX.Element {
  const desk = useDesk()
  const { abstained, direction, net, reason } = signal
  const isHold = direction === 'HOLD'
  const tone = direction === 'LONG' ? 'buy' : direction === 'SHORT' ? 'sell' : 'soft'
  return (
    <tr
      onClick={() => {
        desk.target.value = timeUs
      }}
    >
      <td class="time">{clock(timeUs, desk.view.value.zone, 'minute')}</td>
      <td class={tone}>
        <span class="decision">
          <Mark of={isHold ? 'flat' : direction === 'LONG' ? 'up' : 'down'} size={9} /> {direction}
        </span>
      </td>
      <td class="key">
        {abstained ? <span title={reason}>abst.</span> : net === null ? <Unknown why={reason ?? 'not known'} /> : signed(net, 0)}
      </td>
      {markouts.map((markout) => (
        <td key={markout.afterUs}>
          {markout.bps !== null ? (
            signed(markout.bps, 1)
          ) : markout.state === 'open' ? (
            <span class="dim">open</span>
          ) : (
            <Unknown why={markout.reason ?? 'a HOLD has no direction'} />
          )}
        </td>
      ))}
    </tr>
  )
}
