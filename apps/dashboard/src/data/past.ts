import type { Bars, Client, Footprint } from '@of/api'
import { heatOf, type Heat } from './merge.ts'
import { Older } from './older.ts'
import type { ProductQuestion } from './follow.ts'

/** What is asked for at a time, and how often: as many bars as a chart has room for, and some hours of liquidity. */
const PAGE = { bars: 500, heat: 720, footprints: 60 } as const
const MOST_PAGES = { bars: 9, heat: 8, footprints: 9 } as const

/** The past of a product: what was before the first bar, footprint and column that the stream told. */
export class Past {
  readonly bars: Older<Bars>
  readonly footprints: Older<Footprint>
  readonly heat: Older<Heat>

  constructor(client: Client, asked: () => Omit<ProductQuestion, 'grouping'> | undefined) {
    this.bars = new Older({
      ask: async (to) => filled(await answered(asked(), (question) => client.bars({ ...question, to, limit: PAGE.bars }))),
      startOf: ({ items }) => items[0]?.startUs ?? Infinity,
      most: MOST_PAGES.bars,
    })
    this.footprints = new Older({
      ask: async (to) => filled(await answered(asked(), (question) => client.footprint({ ...question, to, limit: PAGE.footprints }))),
      startOf: ({ items }) => items[0]?.startUs ?? Infinity,
      most: MOST_PAGES.footprints,
    })
    this.heat = new Older({
      ask: async (to) => {
        const page = await answered(asked(), ({ product }) => client.heatmap({ product, to, limit: PAGE.heat }))
        return page === undefined || page.columns.length === 0 ? undefined : heatOf(page)
      },
      startOf: ({ columns }) => columns[0]?.startUs ?? Infinity,
      most: MOST_PAGES.heat,
    })
  }

  /** Another product is looked at, or bars of another width. */
  clear(): void {
    for (const older of [this.bars, this.footprints, this.heat]) older.clear()
  }
}

async function answered<Question, Page>(
  question: Question | undefined,
  ask: (question: Question) => Promise<Page>,
): Promise<Page | undefined> {
  return question === undefined ? undefined : await ask(question)
}

function filled<Page extends { readonly items: readonly unknown[] }>(page: Page | undefined): Page | undefined {
  return page === undefined || page.items.length === 0 ? undefined : page
}
