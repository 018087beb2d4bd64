/** A whole number of units as the decimal the venue writes: no trailing zeros, no exponent. 1,050 units of 3 places are `1.05`. */
export function decimal(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}
