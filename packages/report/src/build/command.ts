/** A word as a shell must be given it. */
export function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command line; parts that are `undefined` are left out. */
export function commandLine(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ')
}

/** Names of recordings as they stand in a command, `RECORDING` where they are not known. */
export function recordingWords(recordings: readonly string[] | undefined): string {
  return recordings === undefined || recordings.length === 0 ? 'RECORDING' : recordings.map(shellWord).join(' ')
}
