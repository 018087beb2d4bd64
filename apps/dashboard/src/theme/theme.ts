import { type ReadonlySignal, signal } from '@preact/signals'

/** The two looks of the page. */
export type Theme = 'dark' | 'light'

const CHOSEN_KEY = 'of.theme'

/** What the reader has chosen on this machine; `undefined` where that was nothing. */
export function chosenTheme(): Theme | undefined {
  const chosen = localStorage.getItem(CHOSEN_KEY)
  return chosen === 'dark' || chosen === 'light' ? chosen : undefined
}

/** Keeps what the reader has chosen. */
export function keepTheme(theme: Theme): void {
  localStorage.setItem(CHOSEN_KEY, theme)
}

/** What the system prefers, now and as it changes. */
export function systemTheme(): ReadonlySignal<Theme> {
  const list = matchMedia('(prefers-color-scheme: light)')
  const theme = signal<Theme>(list.matches ? 'light' : 'dark')
  list.addEventListener('change', ({ matches }) => {
    theme.value = matches ? 'light' : 'dark'
  })
  return theme
}
