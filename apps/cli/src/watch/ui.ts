import type { Key } from '../terminal/keys.ts'
import type { PaneName } from './layout.ts'

/** What a person has chosen to look at. */
export interface WatchUi {
  /** Index of the product. */
  readonly selected: number
  /** The pane that has the screen to itself. */
  readonly zoom: PaneName | undefined
  readonly isPaused: boolean
  readonly hasHelp: boolean
  /** Rows that the ladder was given more, or fewer. */
  readonly extraRows: number
}

/** What is looked at before any key. */
export const initialUi: WatchUi = { selected: 0, zoom: undefined, isPaused: false, hasHelp: false, extraRows: 0 }

const panes: ReadonlyMap<Key, PaneName> = new Map([
  ['l', 'ladder'],
  ['t', 'tape'],
  ['f', 'flow'],
  ['v', 'profile'],
  ['s', 'signal'],
  ['d', 'quality'],
])
const MOST_EXTRA_ROWS = 40

type Change = (ui: WatchUi, products: number) => Partial<WatchUi>

const pause: Change = ({ isPaused }) => ({ isPaused: !isPaused })
const help: Change = () => ({ hasHelp: true })
const more: Change = ({ extraRows }) => ({ extraRows: Math.min(MOST_EXTRA_ROWS, extraRows + 1) })
const fewer: Change = ({ extraRows }) => ({ extraRows: Math.max(-MOST_EXTRA_ROWS, extraRows - 1) })

const changes: ReadonlyMap<Key, Change> = new Map([
  ['p', pause],
  [' ', pause],
  ['?', help],
  ['h', help],
  ['escape', () => ({ zoom: undefined })],
  ['left', ({ selected }, products) => ({ selected: turned(selected - 1, products) })],
  ['right', ({ selected }, products) => ({ selected: turned(selected + 1, products) })],
  ['+', more],
  ['=', more],
  ['-', fewer],
  ['−', fewer],
])

/** What a key does; `quit` where it ends the watch. */
export function onKey(ui: WatchUi, key: Key, products: number): WatchUi | 'quit' {
  if (key === 'ctrl-c' || key === 'q') return 'quit'
  if (ui.hasHelp) return { ...ui, hasHelp: false }
  const zoom = panes.get(key)
  if (zoom !== undefined) return { ...ui, zoom: ui.zoom === zoom ? undefined : zoom }
  return { ...ui, ...changes.get(key)?.(ui, products) }
}

/** Past the last comes the first. */
function turned(at: number, count: number): number {
  return count === 0 ? 0 : (at + count) % count
}
