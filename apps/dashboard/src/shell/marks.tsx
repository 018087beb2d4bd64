import type { JSX } from 'preact'

/** Which way, or how well: a shape that says it without its colour. */
export function Mark({
  of,
  size = 8,
}: {
  readonly of: 'up' | 'down' | 'flat' | 'ok' | 'warn' | 'crit' | 'whale'
  readonly size?: number
}): JSX.Element {
  const shapes = {
    up: 'M4 0.5 8 7.5H0z',
    down: 'M4 7.5 0 0.5h8z',
    flat: 'M1 1h6v6H1z',
    ok: 'M4 0.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7z',
    warn: 'M4 0.3 8 7.5H0z',
    crit: 'M4 0 8 4 4 8 0 4z',
    whale: 'M4 0 8 4 4 8 0 4z',
  }
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 8 8" aria-hidden="true" style={{ width: `${size}px`, height: `${size}px` }}>
      <path d={shapes[of]} />
    </svg>
  )
}

const icons = {
  pause: 'M5.5 3v10M10.5 3v10',
  play: 'M5 3l8 5-8 5z',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5L7.5 13a2.8 2.8 0 0 1-4-4L5 7.5',
  image: 'M3 3.5h10v9H3zM3 10.5l3-3 2.5 2.5 1.5-1.5 3 3M10 6h.01',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  keys: 'M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M11.7 7h.01M5 9.5h6',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2M8 5v3.2l2 1.4',
  chart: 'M3.5 4v8M2 6h3v4H2zM8 2.5v11M6.5 5h3v5h-3zM12.5 4v8M11 6.5h3v3h-3z',
  signal: 'M3 4.5h6M3 8h10M3 11.5h4',
  book: 'M8 2.5v11M3.5 5h9M5 8h6M3 11h10',
  tape: 'M3 3.5h10M3 6.5h10M3 9.5h10M3 12.5h10',
  quality: 'M3 8.5l3.5 3.5L13 4.5',
} as const

/** A line drawing on a control; the control says what it means. */
export function Icon({ name }: { readonly name: keyof typeof icons }): JSX.Element {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={icons[name]} />
    </svg>
  )
}

/** What stands where nothing is known, with the reason on hover and focus. */
export function Unknown({ why }: { readonly why: string }): JSX.Element {
  return (
    <span class="dim" role="note" tabIndex={0} data-why={`n/a: ${why}`} aria-label={`not known: ${why}`}>
      –
    </span>
  )
}
