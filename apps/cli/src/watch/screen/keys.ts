import { clipped, type Canvas, type Region } from '../../terminal/canvas.ts'

const shortKeys = 'q quit  p pause  ←→ product  l ladder  t tape  s signal  d quality  ? keys'
const longKeys = 'q quit  p pause  ←→ product  l ladder  t tape  f flow  v profile  s signal  d quality  +/− rows  ? keys'

/** Draws the last row: the keys that do something. */
export function drawKeys(region: Region): void {
  region.put(1, 0, clipped(region.width > longKeys.length ? longKeys : shortKeys, region.width - 1), 'dim')
}

const explained: readonly (readonly [key: string, effect: string])[] = [
  ['q', 'quit'],
  ['p', 'pause the picture; the data goes on'],
  ['← →', 'the product before, the next one'],
  ['l t f v', 'ladder, tape, flow, profile alone; again: back'],
  ['s d', 'signal, quality alone'],
  ['+ −', 'more, fewer rows of the ladder'],
  ['', ''],
  ['▲ ▼', 'buyer, seller; warning where it stands alone'],
  ['◆', 'whale, wall; in red: what is shown cannot be relied on'],
  ['▞', 'simulated, or time without data'],
  ['–', 'not known, which is never 0'],
]

/** Draws what the keys and the marks mean, over the middle of the screen. */
export function drawHelp(canvas: Canvas): void {
  const width = Math.min(canvas.width - 2, 68)
  const height = Math.min(canvas.height - 2, explained.length + 2)
  const box = canvas.region({ x: Math.floor((canvas.width - width) / 2), y: Math.floor((canvas.height - height) / 2), width, height })
  const behind = canvas.region({ x: 0, y: Math.floor((canvas.height - height) / 2), width: canvas.width, height })
  for (let y = 0; y < height; y++) behind.fillRow(y, ' ')
  for (const y of [0, height - 1]) box.fillRow(y, '─', 'accent')
  box.put(1, 0, ' Keys and marks ', 'accent')
  box.putBefore(width - 1, height - 1, ' any key closes ', 'dim')
  for (const [at, [key, effect]] of explained.slice(0, height - 2).entries()) {
    box.put(2, at + 1, key, 'title')
    box.put(12, at + 1, clipped(effect, width - 13), 'plain')
  }
}
