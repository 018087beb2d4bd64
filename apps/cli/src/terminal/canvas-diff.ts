import ansiEscapes from 'ansi-escapes'
import type { Paint } from '../render/colour.ts'
import type { Canvas, Ink } from './canvas.ts'

/** Unchanged cells between two changed ones that cost less to write again than to jump over. */
const BRIDGE = 6

/** What must be written to a terminal that shows one picture, or nothing known, so that it shows another of the same size. */
export function changesBetween(shown: Canvas | undefined, wanted: Canvas, paint: Paint): string {
  const known = shown?.width === wanted.width && shown.height === wanted.height ? shown : undefined
  let text = known === undefined ? ansiEscapes.clearViewport : ''
  for (let y = 0; y < wanted.height; y++)
    for (const [from, to] of changedSpans(known, wanted, y)) text += spanText(wanted, paint, { y, from, to })
  return text
}

function changedSpans(shown: Canvas | undefined, wanted: Canvas, y: number): (readonly [from: number, to: number])[] {
  const spans: [number, number][] = []
  for (let x = 0; x < wanted.width; x++) {
    if (isSame(shown, wanted, x, y)) continue
    const last = spans.at(-1)
    if (last !== undefined && x - last[1] <= BRIDGE) last[1] = x + 1
    else spans.push([x, x + 1])
  }
  return spans
}

/** A terminal that was just cleared shows blanks. */
function isSame(shown: Canvas | undefined, wanted: Canvas, x: number, y: number): boolean {
  const glyph = wanted.glyphAt(x, y)
  const ink = wanted.inkAt(x, y)
  if (shown === undefined) return glyph === ' ' && !isFilled(ink)
  return glyph === shown.glyphAt(x, y) && (ink === shown.inkAt(x, y) || (glyph === ' ' && !isFilled(ink) && !isFilled(shown.inkAt(x, y))))
}

/** Whether an ink shows on a blank, too. */
function isFilled(ink: Ink): boolean {
  return ink === 'banner' || ink === 'whale'
}

function spanText(
  canvas: Canvas,
  paint: Paint,
  { y, from, to }: { readonly y: number; readonly from: number; readonly to: number },
): string {
  let text = ansiEscapes.cursorTo(from, y)
  let x = from
  while (x < to) {
    const ink = canvas.inkAt(x, y)
    let run = ''
    while (x < to && canvas.inkAt(x, y) === ink) run += canvas.glyphAt(x++, y)
    text += ink === 'plain' ? run : paint(ink, run)
  }
  return text
}
