import type { Profile } from '@of/api'
import { patchText, type Plot, SMALL } from './plot.ts'

/** The room that the profile has at the right of the bars, px: less of it where the plot is that of a phone. */
export function profileWidth(plotWidth: number): number {
  return plotWidth < 400 ? 76 : 116
}

/** Room for the names of nodes before the longest row, px. */
const NAMES_WIDTH = 24

/** Where what is out of view above is named: below the readout, px. */
const ROOM_ABOVE = 34

/** Draws volume by price from the axis leftwards, in room of its own; what lies outside of the view is named at its edge. */
export function paintProfile(
  plot: Plot,
  profile: Profile,
  { isStrong, price }: { readonly isStrong: boolean; readonly price: (value: number) => string },
): void {
  const { context, height, palette, width } = plot
  context.fillStyle = palette.panel
  const room = profileWidth(width)
  context.fillRect(width - room, 0, room, height)
  const most = Math.max(...profile.rows.map(({ volume }) => volume))
  if (!(most > 0)) return
  for (const row of profile.rows) if (row.volume > 0) paintRow(plot, profile, row, { isStrong, most })
  context.globalAlpha = 1
  paintNodes(plot, profile, most)
  paintFarPoc(plot, profile, price)
}

type Row = Profile['rows'][number]

/** A bar from the axis leftwards: its length is the volume, its colour where it lies. */
function paintRow(
  { context, height, palette, width, yOf }: Plot,
  profile: Profile,
  row: Row,
  { isStrong, most }: { readonly isStrong: boolean; readonly most: number },
): void {
  const [top, bottom] = [yOf(row.high), yOf(row.low)]
  if (!(bottom >= 0 && top <= height)) return
  const isPoc = holdsPoc(profile, row)
  const color = isPoc ? palette.t1 : isInValueArea(profile, row) ? palette.va : palette.out
  const length = Math.max(1, (row.volume / most) * (profileWidth(width) - NAMES_WIDTH))
  const y = Math.round(top) + 0.5
  const thickness = Math.max(1, Math.round(bottom) - Math.round(top) - 1)
  context.fillStyle = color
  if (profile.estimated && thickness >= 3) {
    // Spread over candles rather than counted at trades: an outline.
    context.globalAlpha = isPoc ? 0.55 : 0.38
    context.fillRect(width - length, y - 0.5, length, thickness)
    context.globalAlpha = 1
    context.strokeStyle = color
    context.lineWidth = 1
    context.strokeRect(width - length + 0.5, y, length + 2, thickness - 1)
  } else {
    context.globalAlpha = isStrong || isPoc ? 1 : 0.92
    context.fillRect(width - length, y - 0.5, length, thickness)
  }
}

function holdsPoc({ poc }: Profile, { high, low }: Row): boolean {
  return poc !== null && poc >= low && poc <= high
}

function isInValueArea({ vah, val }: Profile, { high, low }: Row): boolean {
  return val !== null && vah !== null && high > val && low < vah
}

/** Names the three strongest nodes of a kind. */
function paintNodes({ context, height, palette, width, yOf }: Plot, profile: Profile, most: number): void {
  context.font = SMALL
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  const taken: number[] = []
  const left = width - profileWidth(width)
  const name = (nodes: Profile['hvn'], text: string, color: string, byVolume: 1 | -1): void => {
    const strongest = [...nodes].sort((a, b) => byVolume * (b.volume - a.volume)).slice(0, 3)
    for (const { price, volume } of strongest) {
      const y = yOf(price)
      if (!(y > 8 && y < height - 8) || taken.some((other) => Math.abs(other - y) < 12) || price === profile.poc) continue
      taken.push(y)
      const x = width - (volume / most) * (width - left - NAMES_WIDTH) - 6
      if (x < left + 22) {
        context.fillStyle = palette.panel
        context.fillRect(left, y - 6, NAMES_WIDTH, 12)
      }
      context.fillStyle = color
      context.fillText(text, Math.max(x, left + 23), y)
    }
  }
  name(profile.hvn, 'HVN', palette.t2, 1)
  name(profile.lvn, 'LVN', palette.t3, -1)
}

/** An arrow to a point of control that is out of view. */
function paintFarPoc(plot: Plot, { estimated, poc }: Profile, price: (value: number) => string): void {
  const { height, palette, width, yOf } = plot
  if (poc === null) return
  const y = yOf(poc)
  if (y >= 0 && y <= height) return
  const words = `POC${estimated ? '~' : ''} ${price(poc)} ${y < 0 ? '↑' : '↓'}`
  patchText(plot, words, { x: width - 6, y: y < 0 ? ROOM_ABOVE : height - 10, color: palette.t1, align: 'right' })
}
