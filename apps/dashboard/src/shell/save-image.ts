import type { Origin } from '@of/api'
import { imageOf } from '../chart/export-image.ts'
import { paneNames } from '../chart/pane-labels.tsx'
import { clock, day, zoneName } from '../format/time.ts'
import { readPalette } from '../theme/palette.ts'
import type { Desk } from './desk.ts'
import type { ChartKeys } from './chart-keys.ts'

/** Saves what the chart shows as an image that says what it is of and when, and that it is no market where it is not. */
export function saveImage(desk: Desk, chart: ChartKeys | undefined): void {
  if (chart === undefined) return
  const { store, view } = desk
  const { interval, product = '', view: shown, zone } = view.peek()
  const { asOfUs } = store.freshness.peek()
  const atUs = asOfUs ?? store.clockUs(Date.now())
  const origin = store.shown.health.peek()?.origin
  const time = atUs === undefined ? 'time not known' : `${day(atUs, zone)} ${clock(atUs, zone)} ${zoneName(zone)}`
  const title = `${product} · ${shown}${shown === 'liquidity' ? '' : ` · ${interval}`}`
  const panes = chart
    .tops()
    .slice(1)
    .map((top, i) => ({ top, name: paneNames[i] ?? '' }))
  const words = { title, asOf: `as of ${time}`, origin, panes }
  imageOf(chart.image(), words, readPalette(document.documentElement)).toBlob((image) => {
    if (image === null) {
      desk.say('The browser does not let the page make an image')
      return
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(image)
    link.download = fileName([labelOf(origin), product, shown, atUs === undefined ? '' : new Date(atUs / 1_000).toISOString().slice(0, 19)])
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    desk.say('Image saved')
  }, 'image/png')
}

/** The word that the name of a file carries where its image shows no market of now. */
function labelOf(origin: Origin | undefined): string {
  return origin === undefined
    ? 'unknown'
    : { live: '', sim: 'simulated', replay: origin.simulated ? 'replay-simulated' : 'replay' }[origin.kind]
}

function fileName(parts: readonly string[]): string {
  return `${parts
    .filter((part) => part !== '')
    .join('-')
    .replaceAll(':', '')}.png`
}
