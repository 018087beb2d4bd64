import { presets } from '@of/signals'
import { openTape } from '@of/tape'
import { painter } from '../src/render/colour.ts'
import { samplePath } from '../src/sample.ts'
import type { Canvas, Ink } from '../src/terminal/canvas.ts'
import { WatchState } from '../src/watch/model/watch-state.ts'
import { drawScreen } from '../src/watch/screen/draw-screen.ts'
import { initialUi } from '../src/watch/ui.ts'

const SIZE = { width: 120, height: 40 }
const paint = painter('truecolor')

/** The rows of a screen as text with colours. */
function rowsOf(canvas: Canvas): string[] {
  return Array.from({ length: canvas.height }, (_, y) => {
    let row = ''
    for (let x = 0; x < canvas.width;) {
      const ink: Ink = canvas.inkAt(x, y)
      let run = ''
      while (x < canvas.width && canvas.inkAt(x, y) === ink) run += canvas.glyphAt(x++, y)
      row += ink === 'plain' ? run : paint(ink, run)
    }
    return row.trimEnd()
  })
}

const watch = new WatchState({ products: [], ruleSet: presets.default })
for await (const entries of openTape({ path: samplePath })) {
  watch.take({ arrivals: entries.filter((entry) => entry.kind !== 'header'), events: [] })
}
const label = { kind: 'replay', isSimulated: true, words: 'the bundled recording, which a simulator made' } as const
const model = watch.model({ label, health: undefined, nowUs: undefined, glanceUs: 0, selected: 0, hasEnded: false })
process.stdout.write(`${rowsOf(drawScreen(model, initialUi, SIZE)).join('\n')}\n`)
