import * as z from 'zod'

const DECIMAL = /^\d+(\.\d+)?$/
const expected = 'expected a decimal without sign or exponent'

/** Beyond every price and size there is, and small enough that sums of their products stay finite. */
const LARGEST = 1e15

/** A number written as a plain decimal string, as the venue writes all of its prices and sizes: zero or above, up to 1e15. */
export const decimal: z.ZodType<number, string> = z
  .string()
  .regex(DECIMAL, expected)
  .transform(Number)
  .refine((value) => value <= LARGEST, 'expected a number up to 1e15')

/** A decimal above zero. */
export const positive: z.ZodType<number, string> = decimal.refine((value) => value > 0, 'expected a number above 0')

/** A decimal that may be left out, or be `''` or `null` where the venue has none: then `undefined`. */
export const optionalDecimal: z.ZodType<number | undefined> = optional(decimal)

/** As `optionalDecimal`, above zero. */
export const optionalPositive: z.ZodType<number | undefined> = optional(positive)

/** A whole number in decimal digits, such as a trade id: exact in a double. */
export const wholeNumber: z.ZodType<number, string> = z
  .string()
  .regex(/^\d+$/, 'expected decimal digits')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected an integer that is exact in a double')

function optional(schema: z.ZodType<number, string>): z.ZodType<number | undefined> {
  const none = z
    .literal('')
    .nullish()
    .transform(() => undefined)
  return z.union([none, schema])
}
