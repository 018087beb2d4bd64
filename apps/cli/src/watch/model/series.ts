import type { FeatureReading } from '@of/core'
import type { Point } from '../blocks.ts'

/** Points that are kept: more than a screen has columns. */
const LENGTH = 600

/** The latest points of a series, oldest first. */
export class Series {
  readonly #points: Point[] = []

  /** Adds the reading of another second; `isDown` where its source cannot be believed. */
  add({ value }: FeatureReading, isDown: boolean): void {
    this.#points.push(value ?? (isDown ? 'gap' : 'none'))
    if (this.#points.length > 2 * LENGTH) this.#points.splice(0, LENGTH)
  }

  /** The points, with so many seconds more of which nothing is known. */
  read(silentSeconds: number): readonly Point[] {
    const silent = Array.from({ length: Math.min(LENGTH, silentSeconds) }, (): Point => 'gap')
    return [...this.#points, ...silent].slice(-LENGTH)
  }
}
