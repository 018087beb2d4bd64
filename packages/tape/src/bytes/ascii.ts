/** Ends a line. */
export const LINE_FEED = 0x0a
/** May stand before a line feed, and is not of the line. */
export const CARRIAGE_RETURN = 0x0d
/** Parts the fields of a line; the bytes before it are control characters. */
export const SPACE = 0x20
/** Begins and ends a text in JSON. */
export const QUOTE = 0x22
/** Parts the members of an object. */
export const COMMA = 0x2c
/** Parts the fraction of a number. */
export const POINT = 0x2e
/** The least digit. */
export const ZERO = 0x30
/** The digit one. */
export const ONE = 0x31
/** The greatest digit. */
export const NINE = 0x39
/** Begins an object. */
export const OPENING_BRACE = 0x7b
/** Ends an object. */
export const CLOSING_BRACE = 0x7d
/** The first byte behind the printable ones. */
export const DELETE = 0x7f
