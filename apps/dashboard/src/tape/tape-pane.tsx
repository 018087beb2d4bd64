import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { money } from '../format/number.ts'
import { age } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { Mark, Unknown } from '../shell/marks.tsx'
import type { Tab } from '../shell/view-state.ts'
import { AlertsTable } from './alerts-table.tsx'
import { DecisionsTable } from './decisions-table.tsx'
import { TapeTable } from './tape-table.tsx'

const tabs: readonly (readonly [Tab, string])[] = [
  ['tape', 'Tape'],
  ['decisions', 'Decisions'],
  ['alerts', 'Alerts'],
]

/** Orders of takers, decisions with what became of them, and alerts. */
export function TapePane(): JSX.Element {
  const desk = useDesk()
  const { tab } = desk.view.value
  return (
    <section class="tape-pane" aria-label="Tape, decisions, alerts">
      <div class="tabs">
        <div role="tablist">
          {tabs.map(([name, words]) => (
            <button key={name} role="tab" aria-selected={tab === name} onClick={() => desk.look({ tab: name })}>
              {words}
            </button>
          ))}
        </div>
        <Note tab={tab} />
      </div>
      <div class="table-frame" role="tabpanel" tabIndex={0} aria-label={tab}>
        {tab === 'tape' ? <TapeTable /> : tab === 'decisions' ? <DecisionsTable /> : <AlertsTable />}
      </div>
    </section>
  )
}

/** What the rows of a tab are held against. */
function Note({ tab }: { readonly tab: Tab }): JSX.Element {
  const { store } = useDesk()
  const freshness = store.freshness.value
  if (isStale(freshness)) return <span class={freshness.state === 'paused' ? 'label' : 'label crit'}>{age(freshness.ageUs)} old</span>
  if (tab === 'tape') {
    const tape = store.shown.tape.value
    if (tape === undefined) return <Unknown why="nothing told yet" />
    if (tape.whaleNotional === null) {
      return (
        <span class="label">
          whale ≥ <Unknown why={tape.reason ?? 'not known'} />
        </span>
      )
    }
    return (
      <span class="label" tabIndex={0} data-why="above the 99.5 % quantile of the orders before">
        whale ≥ {money(tape.whaleNotional)}
      </span>
    )
  }
  if (tab === 'alerts') return <span class="label">{store.shown.alerts.value?.length ?? 0} fired</span>
  const decisions = store.shown.decisions.value ?? []
  const count = (direction: string): number => decisions.filter(({ signal }) => signal.direction === direction).length
  return (
    <span class="label counts">
      {decisions.length} taken · {count('LONG')} <Mark of="up" size={7} /> {count('SHORT')} <Mark of="down" size={7} />
    </span>
  )
}
