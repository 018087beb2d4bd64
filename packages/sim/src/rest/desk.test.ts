import { describe, expect, it } from 'vitest'
import { bitcoin } from '../product.ts'
import { Venue } from '../venue/venue.ts'

const startUs = 1_790_000_000_000_000
const advanced = '/api/v3/brokerage/time'

function open(limits: boolean): Venue {
  return new Venue({ seed: 1, startUs, products: [{ ...bitcoin, levels: 10 }], limits })
}

function statuses(venue: Venue, path: string, count: number, ip: string = '10.0.0.1'): number[] {
  return Array.from({ length: count }, () => venue.request(path, { ip }).status)
}

describe('the rate of requests', () => {
  it('is 15 at once and then 10 a second, for each address and each interface', () => {
    const venue = open(true)
    expect(statuses(venue, advanced, 16)).toEqual([...Array<number>(15).fill(200), 429])
    expect(statuses(venue, '/time', 16)).toEqual([...Array<number>(15).fill(200), 429])
    expect(statuses(venue, advanced, 1, '10.0.0.2')).toEqual([200])
    venue.advance(startUs + 200_000)
    expect(statuses(venue, advanced, 3)).toEqual([200, 200, 429])
  })

  it('is refused in the words of each interface', () => {
    const venue = open(true)
    statuses(venue, advanced, 15)
    statuses(venue, '/time', 15)
    const from = { ip: '10.0.0.1' }
    expect(venue.request(advanced, from).body).toBe('{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}')
    expect(venue.request('/time', from).body).toBe('{"message":"Public rate limit exceeded"}')
  })

  it('is told in headers by Advanced Trade', () => {
    const { headers } = open(true).request(advanced)
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '14' })
  })

  it('is without a limit at a venue without limits', () => {
    expect(new Set(statuses(open(false), advanced, 50))).toEqual(new Set([200]))
  })
})
