import type { Figure, MissingFigure } from '../document/figure.ts'
import { barsSvg } from './bars.ts'
import { coverageSvg } from './coverage.ts'
import { heatSvg } from './heat.ts'
import { histogramSvg } from './histogram.ts'
import { hoursSvg } from './hours.ts'
import { intervalsSvg } from './intervals.ts'
import { linesSvg } from './lines.ts'
import { reliabilitySvg } from './reliability.ts'

/** A figure as SVG that takes its colours from the page it stands in. */
export function draw(figure: Exclude<Figure, MissingFigure>): string {
  switch (figure.kind) {
    case 'lines':
      return linesSvg(figure)
    case 'intervals':
      return intervalsSvg(figure)
    case 'bars':
      return barsSvg(figure)
    case 'reliability':
      return reliabilitySvg(figure)
    case 'histogram':
      return histogramSvg(figure)
    case 'heat':
      return heatSvg(figure)
    case 'hours':
      return hoursSvg(figure)
    case 'coverage':
      return coverageSvg(figure)
  }
}
