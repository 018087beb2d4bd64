import { CliError } from '../errors.ts'

/** The option that a number belongs to, and what it may be; both ends included. */
export interface NumberOption {
  readonly option: string
  readonly least: number
  readonly most: number
  readonly command: string
}

/** A number that was typed. */
export function numberOf(text: string, { command, least, most, option }: NumberOption): number {
  const value = /^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new CliError({ kind: 'usage', complaint: `${option}: expected a number from ${least} to ${most}, received ${text}`, command })
}

/** A whole number that was typed. */
export function wholeOf(text: string, limits: NumberOption): number {
  if (/^\d{1,12}$/.test(text)) return numberOf(text, limits)
  const { command, least, most, option } = limits
  throw new CliError({ kind: 'usage', complaint: `${option}: expected a whole number from ${least} to ${most}, received ${text}`, command })
}
