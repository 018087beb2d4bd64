import type { Region } from '../../terminal/canvas.ts'
import { clipped } from '../../terminal/canvas.ts'
import type { Trouble } from '../model/watch-model.ts'

/** Draws the row that says what this is not, over its whole width. */
export function drawBanner(region: Region, words: string): void {
  region.fillRow(0, '▞', 'banner')
  region.put(0, 0, `▞▞▞ ${clipped(words, region.width - 5)} `, 'banner')
}

/** Draws the row that says what is wrong. */
export function drawTrouble(region: Region, { text, tone }: Trouble): void {
  region.put(1, 0, tone === 'crit' ? '◆' : '▲', tone)
  region.put(3, 0, clipped(text, region.width - 4), tone)
}
