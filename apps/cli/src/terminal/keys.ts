/** A key that was pressed: the character that it types, or its name. */
export type Key = string

/** What terminals send for keys that type no character. */
const named: Readonly<Record<string, Key>> = {
  '\u001B[D': 'left',
  '\u001BOD': 'left',
  '\u001B[C': 'right',
  '\u001BOC': 'right',
  '\u001B[A': 'up',
  '\u001BOA': 'up',
  '\u001B[B': 'down',
  '\u001BOB': 'down',
  '\u001B': 'escape',
  '\u0003': 'ctrl-c',
  '\u0004': 'ctrl-d',
  '\u001A': 'ctrl-z',
  '\u000C': 'ctrl-l',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
}

/** A key as terminals send it: a sequence that begins with an escape, or one character. */
// oxlint-disable-next-line no-control-regex
const PRESS = /\u001B\[[0-?]*[ -/]*[@-~]|\u001BO[@-~]|[^]/gu

/** The keys that were pressed, from what a terminal in raw mode sent at once; sequences that mean nothing here are left out. */
export function keysOf(sent: string): Key[] {
  return (sent.match(PRESS) ?? []).flatMap((press) => named[press] ?? (press.startsWith('\u001B') ? [] : [press]))
}
