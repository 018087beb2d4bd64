import type { Profile } from '@of/api'
import { patchText, type Plot, SMALL } from './plot.ts'

/** The room that the profile has at the right of the bars. */
export const PROFILE_WIDTH = 116

const BARS_WIDTH = 92

/** Where what is out of view above is named: below the readout, px. */
const ROOM_ABOVE = 34

/** Draws volume by price from the axis leftwards, in room of its own; what lies outside of the view is named at its edge. */
export function paintProfile(
  plot: Plot,
  profile: Profile,
  { isStrong, price }: { readonly isStrong: boolean; readonly price: (value: number) => string },
): void {
  const { context, height, palette, width, yOf } = plot
  context.fillStyle = palette.panel
  context.fillRect(width - PROFILE_WIDTH, 0, PROFILE_WIDTH, height)
  const most = Math.max(...profile.rows.map(({ volume }) => volume))
  if (!(most > 0)) return
  for (const { high, low, volume } of profile.rows) {
    if (volume <= 0) continue
    const [top, bottom] = [yOf(high), yOf(low)]
    if (!(bottom >= 0 && top <= height)) continue
    const isPoc = profile.poc !== null && profile.poc >= low && profile.poc <= high
    const isInside = profile.val !== null && profile.vah !== null && high > profile.val && low < profile.vah
    const length = Math.max(1, (volume / most) * BARS_WIDTH)
    const y = Math.round(top) + 0.5
    const thickness = Math.max(1, Math.round(bottom) - Math.round(top) - 1)
    const color = isPoc ? palette.t1 : isInside ? palette.va : palette.out
    context.globalAlpha = isStrong || isPoc ? 1 : 0.92
    if (profile.estimated && thickness >= 3) {
      // Spread over candles rather than counted at trades: an outline.
      context.fillStyle = color
      context.globalAlpha = isPoc ? 0.55 : 0.38
      context.fillRect(width - length, y - 0.5, length, thickness)
      context.globalAlpha = 1
      context.strokeStyle = color
      context.lineWidth = 1
      context.strokeRect(width - length + 0.5, y, length + 2, thickness - 1)
    } else {
      context.fillStyle = color
      context.fillRect(width - length, y - 0.5, length, thickness)
    }
  }
  context.globalAlpha = 1
  paintNodes(plot, profile, most)
  paintFarPoc(plot, profile, price)
}

/** Names the three strongest nodes of a kind. */
function paintNodes({ context, height, palette, width, yOf }: Plot, profile: Profile, most: number): void {
  context.font = SMALL
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  const taken: number[] = []
  const name = (nodes: Profile['hvn'], text: string, color: string, byVolume: 1 | -1): void => {
    const strongest = [...nodes].sort((a, b) => byVolume * (b.volume - a.volume)).slice(0, 3)
    for (const { price, volume } of strongest) {
      const y = yOf(price)
      if (!(y > 8 && y < height - 8) || taken.some((other) => Math.abs(other - y) < 12) || price === profile.poc) continue
      taken.push(y)
      const x = width - (volume / most) * BARS_WIDTH - 6
      if (x < width - PROFILE_WIDTH + 22) {
        context.fillStyle = palette.panel
        context.fillRect(width - PROFILE_WIDTH, y - 6, 24, 12)
      }
      context.fillStyle = color
      context.fillText(text, Math.max(x, width - PROFILE_WIDTH + 23), y)
    }
  }
  name(profile.hvn, 'HVN', palette.t2, 1)
  name(profile.lvn, 'LVN', palette.t3, -1)
}

/** An arrow to a point of control that is out of view. */
function paintFarPoc(plot: Plot, { poc }: Profile, price: (value: number) => string): void {
  const { height, palette, width, yOf } = plot
  if (poc === null) return
  const y = yOf(poc)
  if (y >= 0 && y <= height) return
  const words = `POC ${price(poc)} ${y < 0 ? '↑' : '↓'}`
  patchText(plot, words, { x: width - 6, y: y < 0 ? ROOM_ABOVE : height - 10, color: palette.t1, align: 'right' })
}
