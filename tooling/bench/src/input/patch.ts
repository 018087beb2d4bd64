const DIGIT_0 = 48

/** Writes an integer below 2³¹ over so many digits of a text, with zeros in front. */
export function putDigits(bytes: Uint8Array, at: number, value: number, digits: number): void {
  let left = value | 0
  for (let place = at + digits - 1; place >= at; place--) {
    const rest = (left / 10) | 0
    bytes[place] = DIGIT_0 + left - 10 * rest
    left = rest
  }
}

/** Writes a time of day over `HH:MM:SS.ffffff`. */
export function putTimeOfDay(bytes: Uint8Array, at: number, seconds: number, micros: number): void {
  const minutes = (seconds / 60) | 0
  const hours = (minutes / 60) | 0
  putDigits(bytes, at, hours % 24, 2)
  putDigits(bytes, at + 3, minutes - 60 * hours, 2)
  putDigits(bytes, at + 6, seconds - 60 * minutes, 2)
  putDigits(bytes, at + 9, micros, 6)
}
