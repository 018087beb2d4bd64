import { clock } from '../format/time.ts'
import type { Paints } from './layer.ts'
import { gapsOf, silenceOf, sinceOf } from './main-paint.ts'
import { paintCvd, paintMomentum, paintOfi } from './paint-flow.ts'
import { paintGutter } from './paint-levels.ts'
import { paintBeginning, paintGaps } from './paint-gaps.ts'
import type { Plot } from './plot.ts'
import { flowOf, type Scene } from './scene.ts'

/** What the panes below the main one draw: cumulative delta, order flow imbalance, momentum. Holes of their source are hatched instead of data. */
export function flowPaints(scene: () => Scene): readonly Paints[] {
  const begin = (plot: Plot, source: 'book' | 'trades', hasWords: boolean): void => {
    const atUs = sinceOf(scene(), source)
    paintBeginning(plot, atUs, atUs === undefined || !hasWords ? undefined : `followed since ${clock(atUs, scene().zone, 'minute')}`)
  }
  return [
    {
      top: (plot) => {
        const flow = flowOf(scene())
        if (flow === undefined) return
        paintGaps(plot, [...gapsOf(scene(), 'trades'), ...silenceOf(scene())], {
          isOpaque: false,
          wordsAt: undefined,
          columnUs: flow.widthUs,
        })
        begin(plot, 'trades', true)
        paintCvd(plot, flow.points, flow.widthUs)
        if (scene().isNarrow && scene().view === 'candles') paintGutter(plot)
      },
    },
    {
      top: (plot) => {
        const flow = flowOf(scene())
        if (flow === undefined) return
        paintOfi(plot, flow.points, flow.widthUs)
        begin(plot, 'book', true)
        paintGaps(plot, gapsOf(scene(), 'book'), { isOpaque: true, wordsAt: 12, columnUs: flow.widthUs })
        paintGaps(plot, silenceOf(scene()), { isOpaque: true, wordsAt: undefined, columnUs: flow.widthUs })
      },
    },
    {
      top: (plot) => {
        const flow = flowOf(scene())
        if (flow === undefined) return
        paintMomentum(plot, flow.points, flow.widthUs)
        begin(plot, 'book', false)
        paintGaps(plot, [...gapsOf(scene(), 'book'), ...silenceOf(scene())], { isOpaque: true, wordsAt: undefined, columnUs: flow.widthUs })
      },
    },
  ]
}
