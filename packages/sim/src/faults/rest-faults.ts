import type { Us } from '@of/core'
import type { VenueAnswer } from '../venue/client.ts'
import type { Random } from '../random.ts'
import { durationOf, type FaultSchedule, type PlannedFault } from './fault-schedule.ts'

/** What befalls requests. */
export class RestFaults {
  readonly #schedule: FaultSchedule
  #lasting: { readonly fault: PlannedFault; readonly random: Random; readonly untilUs: Us }[] = []

  constructor(schedule: FaultSchedule) {
    this.#schedule = schedule
  }

  /** What is answered in place of an answer: itself, another, or nothing ever. */
  onAnswer(path: string, answer: VenueAnswer, nowUs: Us): VenueAnswer | 'timeout' {
    this.#lasting = this.#lasting.filter(({ untilUs }) => untilUs > nowUs)
    const fault = this.#schedule.take('rest', nowUs, (planned) => isAbout(planned, path))
    if (fault !== undefined) {
      this.#schedule.report(fault, { nowUs, products: fault.product === undefined ? [] : [fault.product] })
      const lasting = { fault, random: this.#schedule.randomOf(fault), untilUs: nowUs + durationOf(fault) }
      if (lasting.untilUs > nowUs) this.#lasting.push(lasting)
      return spoilt(fault, path, answer, lasting.random)
    }
    const lasting = this.#lasting.find((one) => isAbout(one.fault, path))
    return lasting === undefined ? answer : spoilt(lasting.fault, path, answer, lasting.random)
  }
}

function isAbout(fault: PlannedFault, path: string): boolean {
  return fault.product === undefined || path.includes(fault.product)
}

function spoilt(fault: PlannedFault, path: string, answer: VenueAnswer, random: Random): VenueAnswer | 'timeout' {
  if (fault.kind === 'rest-timeout') return 'timeout'
  if (fault.kind === 'rest-429') return tooMany(path)
  if (fault.kind === 'rest-5xx') return failed(random)
  return random.chance(0.5) ? html(200, 'Just a moment...') : { ...answer, status: 200, body: cut(answer.body, random) }
}

function tooMany(path: string): VenueAnswer {
  const body = path.startsWith('/api/')
    ? { errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] }
    : { message: 'Public rate limit exceeded' }
  return json(429, body)
}

function failed(random: Random): VenueAnswer {
  const [status, title] = random.pick([
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
    [503, 'Service Unavailable'],
    [504, 'Gateway Timeout'],
  ] as const)
  return random.chance(0.5) ? html(status, `${status} ${title}`) : json(status, { message: title })
}

function json(status: number, body: object): VenueAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

function html(status: number, title: string): VenueAnswer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body }
}

function cut(body: string, random: Random): string {
  return body.slice(0, random.below(Math.max(1, body.trimEnd().length)))
}
