/** Options with a value that say where something is put, or how fast: they change nothing of a result. */
const valued: ReadonlySet<string> = new Set(['--threads', '--color', '--out', '--trades-out', '--registry', '--journal', '--record'])
const plain: ReadonlySet<string> = new Set(['--verbose'])

/**
 * The command that makes a result, as a shell takes it. Left out is what changes nothing of the result, so that equal ones stay equal: where it was
 * written to, how many threads were at work, colours.
 */
export function commandText(argv: readonly string[]): string {
  const words: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (valued.has(word)) at += 1
    else if (!plain.has(word) && !valued.has(word.replace(/=.*$/s, ''))) words.push(shellWord(word))
  }
  return ['of', ...words].join(' ')
}

/** A word as a shell must be given it. */
function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
