import type { Rect } from '../terminal/canvas.ts'

/** A part of the screen with a title of its own. */
export type PaneName = 'ladder' | 'tape' | 'flow' | 'profile' | 'signal' | 'quality'

/** Where a pane stands; the first row is its title. */
export interface Placed {
  readonly name: PaneName | 'others'
  readonly rect: Rect
}

/** Where everything stands. Rows that are `undefined` are left out. */
export interface Layout {
  readonly bannerY: number | undefined
  readonly troubleY: number | undefined
  readonly panes: readonly Placed[]
  /** Rules between columns: from one row to another, both included. */
  readonly columns: readonly { readonly x: number; readonly fromY: number; readonly toY: number }[]
  readonly ruleY: number | undefined
  readonly qualityY: number
  readonly keysY: number | undefined
}

/** What decides where things stand. */
export interface LayoutOptions {
  readonly width: number
  readonly height: number
  readonly hasBanner: boolean
  readonly hasTrouble: boolean
  readonly products: number
  /** The pane that has the screen to itself. */
  readonly zoom: PaneName | undefined
  /** Rows that the ladder was given more, or fewer, than it has by itself. */
  readonly extraRows: number
}

/** Smaller than this nothing is drawn. */
export const SMALLEST: { readonly width: number; readonly height: number } = { width: 40, height: 10 }

/** The signal with its title: direction, scale, seven factors, net, what was measured. */
const SIGNAL_ROWS = 12
const TWO_COLUMNS = 72
const LEAST_PANE = 3
const LEAST_PROFILE = 5

/** Where everything stands on a screen of a size. Panes that have no room are left out: flow first, then tape, then rows of the ladder. */
export function layoutOf(options: LayoutOptions): Layout {
  const { width, height, hasBanner, hasTrouble, zoom } = options
  const top = 1 + Number(hasBanner) + Number(hasTrouble)
  const footer = height >= 16 ? 3 : height >= 12 ? 2 : 1
  const body: Rect = { x: 0, y: top, width, height: height - top - footer }
  const arranged = zoom === undefined ? arrange(body, options) : { panes: [{ name: zoom, rect: body }], columns: [] }
  return {
    bannerY: hasBanner ? 1 : undefined,
    troubleY: hasTrouble ? 1 + Number(hasBanner) : undefined,
    ...arranged,
    ruleY: footer === 3 ? height - 3 : undefined,
    qualityY: footer === 1 ? height - 1 : height - 2,
    keysY: footer === 1 ? undefined : height - 1,
  }
}

type Arranged = Pick<Layout, 'panes' | 'columns'>

function arrange(body: Rect, options: LayoutOptions): Arranged {
  if (body.width < TWO_COLUMNS) return { panes: stacked(body), columns: [] }
  const others = othersRows(body.height, options.products)
  const upper = { ...body, height: body.height - others }
  const { panes, columns } = body.width >= 170 && upper.height >= 36 ? wide(upper, options) : twoColumns(upper, options)
  if (others === 0) return { panes, columns }
  const rect = { ...body, y: body.y + upper.height, height: others }
  return { panes: [...panes, { name: 'others', rect }], columns }
}

function othersRows(height: number, products: number): number {
  if (products < 2 || height < 28) return 0
  return 1 + Math.min(products - 1, Math.floor(height / 7) - 3)
}

/** One column: the signal first, for it goes last. */
function stacked(body: Rect): Placed[] {
  const signal = Math.min(SIGNAL_ROWS, body.height)
  const rest = body.height - signal
  const ladder = rest < 4 ? 0 : rest < 4 + LEAST_PANE + 3 ? rest : Math.max(6, Math.floor(rest / 2))
  const tape = rest - ladder >= LEAST_PANE ? rest - ladder : 0
  const rows: readonly (readonly [PaneName, number])[] = [
    ['signal', ladder === 0 && tape === 0 ? body.height : signal],
    ['ladder', ladder],
    ['tape', tape],
  ]
  let { y } = body
  return rows.flatMap(([name, height]) => {
    const rect = { ...body, y, height }
    y += height
    return height === 0 ? [] : [{ name, rect }]
  })
}

function twoColumns(body: Rect, { extraRows }: LayoutOptions): Arranged {
  const left = body.width < 110 ? 35 : 42
  const wanted = (body.height >= 28 ? 9 : 7) - extraRows
  const room = body.height - SIGNAL_ROWS
  const lower = room < LEAST_PANE ? 0 : Math.max(LEAST_PANE, Math.min(wanted, room))
  const upper = body.height - lower
  const rightX = body.x + left + 1
  const right = { x: rightX, width: body.width - left - 1 }
  const signal = upper >= SIGNAL_ROWS + LEAST_PROFILE ? SIGNAL_ROWS : upper
  const lowerY = body.y + upper
  const panes: Placed[] = [
    { name: 'ladder', rect: { x: 0, y: body.y, width: left, height: upper } },
    { name: 'signal', rect: { ...right, y: body.y, height: signal } },
  ]
  if (upper > signal) panes.push({ name: 'profile', rect: { ...right, y: body.y + signal, height: upper - signal } })
  if (lower > 0) {
    panes.push({ name: 'tape', rect: { x: 0, y: lowerY, width: left, height: lower } })
    panes.push({ name: 'flow', rect: { ...right, y: lowerY, height: lower } })
  }
  return { panes, columns: [{ x: left, fromY: body.y, toY: body.y + body.height }] }
}

function wide(body: Rect, { extraRows }: LayoutOptions): Arranged {
  const left = 46
  const rightX = left + 1
  const rightWidth = body.width - rightX
  const half = Math.floor((rightWidth - 1) / 2)
  const middleX = rightX + half
  const lowerY = body.y + SIGNAL_ROWS
  const lower = body.height - SIGNAL_ROWS
  const flow = Math.max(LEAST_PANE, Math.min(lower - LEAST_PANE, 9 - extraRows))
  const second = { x: middleX + 1, width: body.width - middleX - 1 }
  return {
    panes: [
      { name: 'ladder', rect: { ...body, width: left } },
      { name: 'signal', rect: { x: rightX, y: body.y, width: rightWidth, height: SIGNAL_ROWS } },
      { name: 'profile', rect: { x: rightX, y: lowerY, width: half, height: lower } },
      { name: 'flow', rect: { ...second, y: lowerY, height: flow } },
      { name: 'tape', rect: { ...second, y: lowerY + flow, height: lower - flow } },
    ],
    columns: [
      { x: left, fromY: body.y, toY: body.y + body.height },
      { x: middleX, fromY: lowerY, toY: body.y + body.height },
    ],
  }
}
