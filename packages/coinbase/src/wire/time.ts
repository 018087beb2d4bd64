import { SECOND_US, type Us } from '@of/core'
import * as z from 'zod'

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAYS_BEFORE_2000 = 10_957
const malformed = 'expected an RFC 3339 time in UTC'

/**
 * Reads an RFC 3339 time in UTC with up to nine fraction digits, cut to the microsecond.
 *
 * The venue writes 1970 or the year 1 where it has no time: every year before 2000 is `'missing'`.
 * `undefined` is a text that is no such time, or one past what microseconds hold exactly (the year 2255).
 */
export function parseTime(text: string): Us | 'missing' | undefined {
  const parts = TIME.exec(text)
  if (parts === null) return undefined
  const year = Number(parts[1])
  const month = Number(parts[2])
  const day = Number(parts[3])
  const hour = Number(parts[4])
  const minute = Number(parts[5])
  const second = Number(parts[6])
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  if (year < 2000) return 'missing'

  const fractionUs = Number((parts[7] ?? '').slice(0, 6).padEnd(6, '0'))
  const seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
  const timeUs = seconds * SECOND_US + fractionUs
  return Number.isSafeInteger(timeUs) ? timeUs : undefined
}

/** A time the venue must know, such as when it sent a frame. */
export const knownTime: z.ZodType<Us, string> = z.string().transform((text, context): Us => {
  const timeUs = parseTime(text)
  if (typeof timeUs === 'number') return timeUs
  context.addIssue(timeUs === 'missing' ? 'expected a time from 2000 on' : malformed)
  return z.NEVER
})

/** A time the venue may not know: `undefined` when it is left out or before 2000. */
export const optionalTime: z.ZodType<Us | undefined> = z
  .string()
  .optional()
  .transform((text, context): Us | undefined => {
    const timeUs = text === undefined ? 'missing' : parseTime(text)
    if (timeUs === 'missing') return undefined
    if (timeUs === undefined) context.addIssue(malformed)
    return timeUs
  })

/** Unix seconds in decimal digits, as the venue writes the start of a candle. */
export const unixSeconds: z.ZodType<Us, string> = z
  .string()
  .regex(/^\d+$/, 'expected unix seconds')
  .transform((text) => Number(text) * SECOND_US)
  .refine(Number.isSafeInteger, 'expected unix seconds before 2255')

function daysIn(month: number, year: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1]!
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function daysSince1970(year: number, month: number, day: number): number {
  const before = year - 2000
  const leapDays = before === 0 ? 0 : Math.floor((before - 1) / 4) - Math.floor((before - 1) / 100) + Math.floor((before - 1) / 400) + 1
  let days = DAYS_BEFORE_2000 + before * 365 + leapDays + day - 1
  for (let earlier = 1; earlier < month; earlier++) days += daysIn(earlier, year)
  return days
}
