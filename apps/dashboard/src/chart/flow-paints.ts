import { clock } from '../format/time.ts'
import type { Paints } from './layer.ts'
import { gapsOf, silenceOf, sinceOf } from './main-paint.ts'
import { paintCvd, paintMomentum, paintOfi } from './paint-flow.ts'
import { paintGutter } from './paint-levels.ts'
import { paintBeginning, paintGaps } from './paint-gaps.ts'
import { intervalUs, type Scene } from './scene.ts'

/** What the panes below the main one draw: cumulative delta, order flow imbalance, momentum. Holes of their source are hatched instead of data. */
export function flowPaints(scene: () => Scene): readonly Paints[] {
  const since = (source: 'book' | 'trades'): string | undefined => {
    const atUs = sinceOf(scene(), source)
    return atUs === undefined ? undefined : `followed since ${clock(atUs, scene().zone, 'minute')}`
  }
  return [
    {
      top: (plot) => {
        const { bars } = scene()
        if (bars === undefined) return
        paintGaps(plot, [...gapsOf(scene(), 'trades'), ...silenceOf(scene())], { isOpaque: false, words: false })
        paintBeginning(plot, sinceOf(scene(), 'trades'), since('trades'))
        paintCvd(plot, bars.items, intervalUs[bars.interval])
        if (scene().isNarrow && scene().view === 'candles') paintGutter(plot)
      },
    },
    {
      top: (plot) => {
        const { bars } = scene()
        if (bars === undefined) return
        paintOfi(plot, bars.items, intervalUs[bars.interval])
        paintBeginning(plot, sinceOf(scene(), 'book'), since('book'))
        paintGaps(plot, gapsOf(scene(), 'book'), { isOpaque: true, words: true })
        paintGaps(plot, silenceOf(scene()), { isOpaque: true, words: false })
      },
    },
    {
      top: (plot) => {
        const { bars } = scene()
        if (bars === undefined) return
        paintMomentum(plot, bars.items, intervalUs[bars.interval])
        paintBeginning(plot, sinceOf(scene(), 'book'), undefined)
        paintGaps(plot, [...gapsOf(scene(), 'book'), ...silenceOf(scene())], { isOpaque: true, words: false })
      },
    },
  ]
}
