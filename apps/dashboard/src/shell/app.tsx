import { useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { BookPane } from '../book/book-pane.tsx'
import { ChartPane } from '../chart/chart-pane.tsx'
import { QualityLine, QualityStrip } from '../quality/quality-strip.tsx'
import { QualityPane } from '../quality/quality-pane.tsx'
import { SignalCard } from '../signal/signal-card.tsx'
import { TapePane } from '../tape/tape-pane.tsx'
import { Announcer } from './announcer.tsx'
import { FaultBanner, OriginBar } from './banners.tsx'
import type { ChartKeys } from './chart-keys.ts'
import { type Desk, DeskContext, useDesk } from './desk.ts'
import { Hint } from './hint.tsx'
import { onKey } from './keys.ts'
import { Icon } from './marks.tsx'
import { Panels } from './panels.tsx'
import { ReplayBar } from './replay-bar.tsx'
import { TopBar } from './top-bar.tsx'
import type { PhonePane } from './view-state.ts'

/** The page. */
export function App({ desk }: { readonly desk: Desk }): JSX.Element {
  const chart = useRef<ChartKeys | undefined>(undefined)
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(desk, event, chart.current)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [desk])
  useSignalEffect(() => {
    const origin = desk.store.shown.health.value?.origin
    const word = origin === undefined || origin.kind === 'live' ? '' : origin.kind === 'replay' ? 'REPLAY ' : 'SIMULATED '
    document.title = `${word}${desk.product.value ?? 'order flow'} · of.`
  })
  return (
    <DeskContext.Provider value={desk}>
      <div class="page" data-pane={desk.view.value.pane}>
        <OriginBar />
        <TopBar chart={chart} />
        <ReplayBar />
        <FaultBanner />
        <main>
          <ChartPane keys={chart} />
          <BookPane />
          <div class="side">
            <SignalCard />
            <TapePane />
          </div>
          <div class="phone-quality">
            <QualityPane />
          </div>
        </main>
        <QualityStrip />
        <QualityLine />
        <PhoneTabs />
        <Panels />
        <Announcer />
        <Hint />
        {desk.notice.value !== undefined && <div class="notice">{desk.notice.value}</div>}
      </div>
    </DeskContext.Provider>
  )
}

const phoneTabs: readonly (readonly [PhonePane, string])[] = [
  ['chart', 'Chart'],
  ['signal', 'Signal'],
  ['book', 'Book'],
  ['tape', 'Tape'],
  ['quality', 'Quality'],
]

function PhoneTabs(): JSX.Element {
  const desk = useDesk()
  return (
    <nav class="phone-tabs" aria-label="Panes">
      {phoneTabs.map(([pane, name]) => (
        <button key={pane} aria-pressed={desk.view.value.pane === pane} onClick={() => desk.look({ pane })}>
          <Icon name={pane} />
          {name}
        </button>
      ))}
    </nav>
  )
}
