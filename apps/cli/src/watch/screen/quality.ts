import { clipped, columnsOf, type Ink, type Region } from '../../terminal/canvas.ts'
import type { ConnectionModel, ProductModel, QualityModel } from '../model/watch-model.ts'
import { fixed, latencyText } from '../numbers.ts'
import type { PaneContext } from './pane.ts'
import { drawTitle } from './frame.ts'

type Fact = readonly [text: string, ink: Ink]

/** Draws how far the product that is looked at can be trusted, in one line: quiet where all is well. */
export function drawQualityLine(region: Region, { quality }: ProductModel): void {
  let x = 1
  for (const [text, ink] of factsOf(quality, region.width >= 110)) {
    if (x + columnsOf(text) > region.width) return
    x = region.put(x, 0, text, ink) + (region.width >= 110 ? 3 : 2)
  }
}

function factsOf(quality: QualityModel, isWide: boolean): Fact[] {
  const { audit, latency, healUs } = quality
  const healed = isWide && healUs !== undefined ? ` healed ${(healUs / 1e6).toFixed(1)} s` : ''
  const share = audit.share === null ? 'n/a' : `${(Math.floor(audit.share * 1_000) / 10).toFixed(1)} %`
  return [
    [`seq ${quality.sequence === undefined ? '–' : fixed(quality.sequence, 0)}`, 'dim'],
    [`gaps ${fixed(quality.gaps, 0)}${healed}`, warn(quality.gaps)],
    [`resync ${fixed(quality.resyncs, 0)}`, 'dim'],
    [`missing ${fixed(quality.missingTrades, 0)}`, warn(quality.missingTrades)],
    [`audit ${share}${isWide ? ` of ${fixed(audit.orders, 0)}` : ''}`, audit.share !== null && audit.share < 0.9 ? 'warn' : 'dim'],
    [`late ${fixed(quality.late, 0)}`, 'dim'],
    ...(latency === undefined
      ? []
      : [
          [
            isWide ? `p50/p99 ${fixed(latency.p50Us / 1e3, 0)}/${fixed(latency.p99Us / 1e3, 0)} ms` : `p99 ${latencyText(latency.p99Us)}`,
            'dim',
          ] as const,
        ]),
    ...(quality.unreadable > 0 ? [[`unreadable ${fixed(quality.unreadable, 0)}`, 'warn'] as const] : []),
  ]
}

function warn(count: number): Ink {
  return count > 0 ? 'warn' : 'dim'
}

/** Draws everything that is counted: by product, by connection, by check. */
export function drawQuality(region: Region, { model, isFocused }: PaneContext): void {
  drawTitle(region, { left: 'Quality', right: 'since the start', isFocused })
  const body = region.region({ x: 0, y: 1, width: region.width, height: region.height - 1 })
  const lines: Fact[] = [
    ...model.products.map(productLine),
    ['', 'plain'],
    ...model.connections.flatMap(connectionLines),
    ['', 'plain'],
    ...model.checks.map(({ name, checked, failed, note }): Fact => {
      const text = `${name.padEnd(14)} ${fixed(checked, 0).padStart(10)} checked  ${fixed(failed, 0).padStart(7)} failed${note === undefined ? '' : `  ${note}`}`
      return [text, failed > 0 ? 'warn' : 'dim']
    }),
  ]
  for (const [y, [text, ink]] of lines.slice(0, body.height).entries()) body.put(1, y, clipped(text, body.width - 2), ink)
}

function productLine({ product, quality, sources }: ProductModel): Fact {
  const book =
    sources === undefined
      ? 'not heard of'
      : sources.book.state === 'unhealthy'
        ? sources.book.reason
        : sources.book.state === 'healthy'
          ? 'synced'
          : 'no book'
  const { gaps, lostFrames, resyncs, missingTrades, backfilledTrades } = quality
  const text = `${product.padEnd(10)} ${book}  gaps ${gaps} (${lostFrames} lost)  resyncs ${resyncs}  missing ${missingTrades}  backfilled ${backfilledTrades}`
  return [text, sources?.book.state === 'healthy' ? 'plain' : 'warn']
}

function connectionLines({
  name,
  state,
  frames,
  gaps,
  lostFrames,
  late,
  unreadable,
  reconnects,
  latency,
  lastFault,
}: ConnectionModel): Fact[] {
  const lag = latency === undefined ? '' : `  p50 ${latencyText(latency.p50Us)}  p99 ${latencyText(latency.p99Us)}`
  const text = `${name.padEnd(10)} ${state}  ${fixed(frames, 0)} frames  gaps ${gaps} (${lostFrames} lost)  late ${late}  unreadable ${unreadable}  reconnects ${reconnects}${lag}`
  const ink: Ink = state === 'open' ? 'dim' : 'warn'
  return [[text, ink], ...(lastFault === undefined ? [] : [[`${' '.repeat(11)}last: ${lastFault}`, 'dim'] as const])]
}
