import type { DrawnHeat } from '../heat-layer.ts'
import type { Level } from '../paint-levels.ts'
import type { WhaleMark } from '../paint-whales.ts'
import type { Plot } from '../plot.ts'
import type { Scene } from '../scene.ts'

/** What the main pane has drawn, with the scales it was drawn on, both ways. */
export interface Drawn {
  readonly scene: Scene
  readonly plot: Pick<Plot, 'xOf' | 'yOf' | 'width'> & {
    readonly timeAt: (x: number) => number
    readonly priceAt: (y: number) => number
  }
  readonly marks: readonly WhaleMark[]
  readonly levels: readonly Level[]
  readonly heat: DrawnHeat | undefined
}

/** A place in the main pane, px from its top left. */
export type Point = readonly [x: number, y: number]

/** What is there, in words: a heading and what is known of it. */
export interface Words {
  readonly title: string
  readonly lines: readonly string[]
}
