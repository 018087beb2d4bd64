/** How many levels a page can hold. */
export const PAGE_LEVELS = 128

/** A short run of levels: rows of a key and a size, keys ascending. */
export interface LevelPage {
  readonly rows: Float64Array
  count: number
}

/** An empty page. */
export function levelPage(): LevelPage {
  return { rows: new Float64Array(2 * PAGE_LEVELS), count: 0 }
}

/** Where a key stands in a page, or would: the number of smaller keys. */
export function rankIn(page: LevelPage, key: number): number {
  const { rows } = page
  let low = 0
  let high = page.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[2 * middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** Puts a level into a page that has room for it. */
export function insertAt(page: LevelPage, rank: number, key: number, size: number): void {
  const { rows } = page
  rows.copyWithin(2 * rank + 2, 2 * rank, 2 * page.count)
  rows[2 * rank] = key
  rows[2 * rank + 1] = size
  page.count += 1
}

/** Takes a level out of a page. */
export function removeAt(page: LevelPage, rank: number): void {
  page.rows.copyWithin(2 * rank, 2 * rank + 2, 2 * page.count)
  page.count -= 1
}

/** Moves the levels from a rank on to a new page. */
export function splitAt(page: LevelPage, rank: number): LevelPage {
  const upper = levelPage()
  upper.rows.set(page.rows.subarray(2 * rank, 2 * page.count))
  upper.count = page.count - rank
  page.count = rank
  return upper
}

/** Moves all levels of the next page behind those of this one, which has room for them. */
export function absorb(page: LevelPage, next: LevelPage): void {
  page.rows.set(next.rows.subarray(0, 2 * next.count), 2 * page.count)
  page.count += next.count
}
