/** A whole number of units as the decimal the venue writes: no trailing zeros, no exponent. 1,050 units of 3 places are `1.05`. */
export function decimal(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  const point = digits.length - places
  let end = digits.length
  while (end > point && digits.charCodeAt(end - 1) === zero) end -= 1
  const whole = digits.slice(0, point)
  return end === point ? whole : `${whole}.${digits.slice(point, end)}`
}

const zero = 48
