import { describeFault } from '@of/coinbase'
import { MINUTE_US, type Us } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import type { HistoryRecord } from '@of/store'
import { keptColumn } from '../history/heat.ts'
import { barsOf, WIDTHS_US } from '../market/bars.ts'
import { STEP_US } from '../market/heat.ts'
import { decisionOf } from '../present/signal.ts'
import type { ServiceState } from '../service/state.ts'

type Known = Pick<ServiceState, 'desk' | 'origin'>

/** What is kept of what the pipeline tells: all of it, and the bars and outcomes that become known by it. */
export function recordsOf(events: readonly PipelineEvent[], known: Known): HistoryRecord[] {
  return events.flatMap((event) => recordsOfOne(event, known))
}

function recordsOfOne(event: PipelineEvent, known: Known): HistoryRecord[] {
  switch (event.kind) {
    case 'trades': {
      if (event.origin === 'live') return [event]
      // Minutes that were thought to be over are not what they were.
      const minutes = new Set(event.trades.map(({ timeUs }) => Math.floor(timeUs / MINUTE_US) * MINUTE_US))
      return [event, ...[...minutes].flatMap((startUs) => barRecords(event.product, startUs, known))]
    }
    case 'sample': {
      const { features, product, timeUs } = event
      const sample: HistoryRecord = { kind: 'features', product, timeUs, features }
      if (timeUs % MINUTE_US !== 0) return [sample]
      const ended = { product, startUs: timeUs - MINUTE_US }
      return [sample, ...barRecords(product, ended.startUs, known), ...heatRecords(ended, known), ...outcomeRecords(product, timeUs, known)]
    }
    case 'decision':
      return decisionRecords(event.product, (timeUs) => timeUs === event.decision.timeUs, known)
    case 'book-state': {
      const { product, reason, state, timeUs } = event
      // Before anything was heard there is no time, and a book that has not come yet is nothing that happened.
      if (timeUs === 0) return []
      return [{ kind: 'quality', timeUs, product, event: `book-${state}`, detail: reason ?? '' }]
    }
    case 'fault': {
      const { fault, product = null, timeUs } = event
      return [{ kind: 'quality', timeUs, product, event: fault.kind, detail: describeFault(fault) }]
    }
  }
}

/** The bar of a minute that is over. */
function barRecords(product: string, startUs: Us, { desk }: Known): HistoryRecord[] {
  const endUs = startUs + MINUTE_US
  if (endUs > desk.nowUs) return []
  return barsOf(desk.market(product).minutes.between(startUs, endUs), WIDTHS_US['1m'], endUs).map((bar) => ({ kind: 'bar', product, bar }))
}

/** What rested as a minute ended. */
function heatRecords({ product, startUs }: { readonly product: string; readonly startUs: Us }, { desk }: Known): HistoryRecord[] {
  const { last, rowSize } = desk.market(product).heat
  if (last === undefined || rowSize === undefined || last.startUs !== startUs + MINUTE_US - STEP_US) return []
  return [{ kind: 'heat', product, column: keptColumn(last, startUs, rowSize) }]
}

/** Decisions of which it is known by now what became of them at one of their horizons. */
function outcomeRecords(product: string, nowUs: Us, known: Known): HistoryRecord[] {
  const horizonsUs = new Set(
    known.desk
      .market(product)
      .decisions.all.at(-1)
      ?.markouts.map(({ afterUs }) => afterUs),
  )
  return decisionRecords(product, (timeUs) => horizonsUs.has(nowUs - timeUs), known)
}

function decisionRecords(product: string, isMeant: (timeUs: Us) => boolean, { desk, origin }: Known): HistoryRecord[] {
  const { all } = desk.market(product).decisions
  return all
    .filter(({ timeUs }) => isMeant(timeUs))
    .map((taken) => ({ kind: 'decision', decision: decisionOf({ origin, product }, taken) }))
}
