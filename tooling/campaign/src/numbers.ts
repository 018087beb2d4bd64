import { InvalidArgumentError } from '@commander-js/extra-typings'

/** A number above zero, as an option has it. */
export function positive(text: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new InvalidArgumentError('expected a number above 0')
}

/** A whole number, as an option has it. */
export function whole(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('expected a whole number')
}

/** A whole number above zero, as an option has it. */
export function positiveWhole(text: string): number {
  const value = whole(text)
  if (value > 0) return value
  throw new InvalidArgumentError('expected a whole number above 0')
}
