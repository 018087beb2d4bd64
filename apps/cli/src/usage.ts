import type { CommanderError } from 'commander'
import type { CliFault } from './errors.ts'

/** Whether it is no mistake: help or the version was printed. */
export function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version' || code === 'commander.help'
}

/** A mistake on the command line; commander's second line, where there is one, is a suggestion. */
export function usageFault({ message }: CommanderError, [first = '']: readonly string[]): CliFault {
  const [complaint = '', suggestion] = message.replace(/^error: /, '').split('\n')
  const command = /^[a-z]/.test(first) && !complaint.startsWith('unknown command') ? `of ${first}` : 'of'
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1')
  return { kind: 'usage', complaint, command, ...(hint === undefined ? {} : { hint }) }
}
