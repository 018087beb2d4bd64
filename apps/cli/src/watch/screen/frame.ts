import { type Canvas, clipped, columnsOf, type Rect, type Region } from '../../terminal/canvas.ts'
import type { Ink } from '../../terminal/canvas.ts'
import type { Layout } from '../layout.ts'

/** What stands in the title row of a pane. */
export interface Title {
  readonly left: string
  readonly right?: string
  readonly rightInk?: Ink
  /** Whether the pane has the screen to itself. */
  readonly isFocused?: boolean
}

/** Draws the title row of a pane: a rule with a name at its left and what is worth knowing at its right. */
export function drawTitle(region: Region, { left, right = '', rightInk = 'dim', isFocused = false }: Title): void {
  region.fillRow(0, '─', 'dim')
  const after = region.put(1, 0, ` ${clipped(left, region.width - 4)} `, isFocused ? 'accent' : 'dim')
  const shown = clipped(right, region.width - after - 4)
  if (shown !== '' && (shown === right || columnsOf(shown) > 8)) region.putBefore(region.width - 1, 0, ` ${shown} `, rightInk)
}

/** Draws the rules between columns, and joins them to those of the titles. */
export function drawColumns(canvas: Canvas, { columns, panes, ruleY }: Layout): void {
  for (const { x, fromY, toY } of columns) {
    for (let y = fromY; y <= Math.min(toY, canvas.height - 1); y++) {
      const isRuled = (at: number): boolean =>
        (ruleY === y || panes.some(({ rect }) => rect.y === y && isInside(rect, at))) && at >= 0 && at < canvas.width
      const isEnd = y === toY
      if (isEnd && !isRuled(x)) continue
      canvas.set(x, y, junction({ left: isRuled(x - 1), right: isRuled(x + 1), up: y > fromY, down: !isEnd }), 'dim')
    }
  }
}

function isInside({ x, width }: Rect, column: number): boolean {
  return column >= x && column < x + width
}

interface Arms {
  readonly left: boolean
  readonly right: boolean
  readonly up: boolean
  readonly down: boolean
}

function junction({ down, left, right, up }: Arms): string {
  if (!left && !right) return '│'
  if (left && right) return up ? (down ? '┼' : '┴') : '┬'
  return left ? '┤' : '├'
}
