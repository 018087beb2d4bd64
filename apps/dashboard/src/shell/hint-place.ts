/** A rectangle, px from the top left of the window. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** From what it is about, and from the edges of the window. */
const APART = 4
const EDGE = 8

/** Where a box of a size lies so that it is near what it is about, does not cover it, and is in the window: below, else above. */
export function placeBeside(
  about: Box,
  { height, width }: Pick<Box, 'width' | 'height'>,
  room: Pick<Box, 'width' | 'height'>,
): Pick<Box, 'left' | 'top'> {
  const below = about.top + about.height + APART
  const above = about.top - APART - height
  const top = below + height <= room.height - EDGE || above < EDGE ? below : above
  const left = Math.max(EDGE, Math.min(about.left, room.width - EDGE - width))
  return { left, top: Math.max(EDGE, Math.min(top, room.height - EDGE - height)) }
}
