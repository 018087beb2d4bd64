import { describe, expect, it } from 'vitest'
import { newYorkMidnightUs } from './new-york.ts'

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  hourCycle: 'h23',
  minute: 'numeric',
})

describe('newYorkMidnightUs(year, month, day)', () => {
  it('is midnight on the clocks of New York, on the days around every change and through a year', () => {
    const days: Date[] = []
    for (let year = 2007; year <= 2035; year++) {
      for (let day = 8; day <= 16; day++) days.push(new Date(Date.UTC(year, 2, day)))
      for (let day = 1; day <= 9; day++) days.push(new Date(Date.UTC(year, 10, day)))
    }
    for (let day = 1; day <= 366; day += 9) days.push(new Date(Date.UTC(2012, 0, day)))
    for (const date of days) {
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
      expect(clock.format(new Date(newYorkMidnightUs(year, month, day) / 1_000))).toBe(`${month}/${day}/${year}, 00:00`)
    }
  })
})
