/** A label that would like to stand at a height. */
export interface Label {
  /** Its middle, px from the top. */
  readonly at: number
  readonly height: number
  /** The lower keeps its place against the higher. */
  readonly rank: number
}

/** Where labels may stand, px from the top. */
export interface LabelBounds {
  readonly top: number
  readonly bottom: number
  /** How far from its place a label may be pushed before it is dropped. */
  readonly maxShift: number
}

/**
 * Where labels stand so that no two touch: those of low rank where they want to, the others as near to that as there is room.
 * `undefined` where there is none, in the order of the labels.
 */
export function layoutLabels(labels: readonly Label[], { bottom, maxShift, top }: LabelBounds): readonly (number | undefined)[] {
  const placed: { readonly from: number; readonly to: number }[] = []
  const places: (number | undefined)[] = labels.map(() => undefined)
  const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.rank - labels[b]!.rank || a - b)
  for (const i of order) {
    const { at, height } = labels[i]!
    if (!Number.isFinite(at)) continue
    const half = height / 2
    const wanted = Math.min(Math.max(at, top + half), bottom - half)
    const candidates = [wanted, ...placed.flatMap(({ from, to }) => [from - half, to + half])]
    const free = candidates.filter(
      (place) =>
        place - half >= top - 1e-9 &&
        place + half <= bottom + 1e-9 &&
        Math.abs(place - at) <= maxShift &&
        placed.every(({ from, to }) => place + half <= from + 1e-9 || place - half >= to - 1e-9),
    )
    const place = free.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    if (place === undefined) continue
    places[i] = place
    placed.push({ from: place - half, to: place + half })
  }
  return places
}
