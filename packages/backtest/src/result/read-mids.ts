import type { Us } from '@of/core'

/** Where the mid of each span is found in every moment's readings: one table for all moments of a run. */
export type SpanPlaces = Map<Us, number>

/** Mids that were read after one moment, by how long after: eight bytes each, for a month holds many moments. */
export class ReadMids {
  readonly #places: SpanPlaces
  /** NaN where there was no mid. */
  readonly #mids: number[] = []

  constructor(places: SpanPlaces) {
    this.#places = places
  }

  /** Takes in what was read; `null` where there was no mid. */
  set(afterUs: Us, mid: number | null): void {
    let place = this.#places.get(afterUs)
    if (place === undefined) this.#places.set(afterUs, (place = this.#places.size))
    this.#mids[place] = mid ?? Number.NaN
  }

  /** `null` where there was no mid, `undefined` where it has not been read. */
  get(afterUs: Us): number | null | undefined {
    const place = this.#places.get(afterUs)
    const mid = place === undefined ? undefined : this.#mids[place]
    return Number.isNaN(mid) ? null : mid
  }
}
