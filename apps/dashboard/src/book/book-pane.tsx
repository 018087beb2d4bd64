import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isBookLive } from '../data/freshness.ts'
import { age } from '../format/time.ts'
import { useDesk } from '../shell/desk.ts'
import { groupings } from '../shell/view-state.ts'
import { Depth } from './depth.tsx'
import { Imbalance } from './imbalance.tsx'
import { Ladder } from './ladder.tsx'

const ROW = 20
const FEWEST_ROWS = 3

/** The book: imbalance, ladder, depth, and what it costs to cross. */
export function BookPane(): JSX.Element {
  const desk = useDesk()
  const { freshness, shown } = desk.store
  const book = shown.book.value
  const rows = useSignal(11)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      // The head and the middle of the ladder take their room; the rest is for rows, as many above as below.
      rows.value = Math.max(FEWEST_ROWS, Math.floor((element.clientHeight - ROW - 40) / 2 / ROW))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [rows])
  const live = isBookLive(book, freshness.value)
  const { grouping } = desk.view.value
  const tick = book?.tick
  return (
    <section class="book" aria-label="Book">
      <div class="pane-head">
        <h2>Book</h2>
        {book !== undefined && !live ? (
          <span class="label crit">{notLive(book.state, freshness.value.ageUs)}</span>
        ) : (
          <button
            class="label"
            title="Price grouping, key g"
            onClick={() => desk.look({ grouping: groupings[(groupings.indexOf(grouping) + 1) % groupings.length] ?? 1 })}
          >
            {grouping === 1 ? 'raw' : `× ${grouping}`} · tick {tick === null || tick === undefined ? 'n/a' : tick.size}
            {tick?.inferred === true ? ' ~' : ''}
          </button>
        )}
      </div>
      <Imbalance isLive={live} />
      <div class="ladder-frame" ref={frame}>
        <Ladder rows={rows.value} isLive={live} />
      </div>
      <Depth isLive={live} />
    </section>
  )
}

function notLive(state: string, ageUs: number): string {
  return state === 'synced' ? `${age(ageUs)} old` : state
}
