import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { MOST_TRADES } from '../rest/trades.ts'
import type { IdRange } from '../sync/id-ranges.ts'
import type { TradeMerge } from '../sync/trade-merge.ts'
import { boundUs } from './backoff.ts'

/** Ids of a product that did not come, and when they are asked for. */
interface Job extends IdRange {
  /** When they were noticed, or when the last of their neighbours came. */
  readonly sinceUs: Us
  readonly dueUs: Us
  readonly attempt: number
}

/** Trades of one product that are asked for because they did not come. Plain data. */
export interface TradeBackfill {
  jobs: readonly Job[]
}

/** A request for trades, from the highest id down, and which of them are waited for. */
export interface BackfillPage extends IdRange {
  /** Asked for the first time. */
  readonly news: readonly IdRange[]
}

/** How long ids are waited for before they are asked for: frames that come late bring most of them. */
export const LATE_US: Us = SECOND_US / 2

/** How long ids are asked for without any of them coming. */
export const PATIENCE_US: Us = 5 * MINUTE_US

const ASK_AGAIN = { firstUs: SECOND_US, mostUs: MINUTE_US }
const MOST_JOBS = 10_000

/** More ids than are ever lost at once: below a leap that is longer, all but the newest are taken for numbers that nobody gave. */
const MOST_ASKED = 1_000_000

/** Nothing is missing. */
export function noBackfill(): TradeBackfill {
  return { jobs: [] }
}

/** Takes note of ids above `lastId` that the merge waits for. */
export function noticeMissing(backfill: TradeBackfill, merge: TradeMerge, lastId: number | undefined, nowUs: Us): void {
  if (lastId === undefined || merge.lastId === undefined) return
  const news = waitedFor(merge, { from: lastId + 1, to: merge.lastId })
  if (news.length === 0) return
  const jobs = news.map(({ from, to }): Job => ({
    from: Math.max(from, to - MOST_ASKED + 1),
    to,
    sinceUs: nowUs,
    dueUs: nowUs + LATE_US,
    attempt: 0,
  }))
  backfill.jobs = [...backfill.jobs, ...jobs].slice(-MOST_JOBS)
}

/** When ids are asked for next; never when none is missing. */
export function backfillDueUs({ jobs }: TradeBackfill): Us {
  return jobs.reduce((dueUs, job) => Math.min(dueUs, job.dueUs), Infinity)
}

/** What to ask for now, if anything: the newest ids that are due, and those below them that fit into one answer. */
export function nextPage(backfill: TradeBackfill, merge: TradeMerge, nowUs: Us): BackfillPage | undefined {
  backfill.jobs = stillWaiting(backfill.jobs, merge)
  const due = backfill.jobs.filter((job) => job.dueUs <= nowUs)
  if (due.length === 0) return undefined
  const to = due.reduce((highest, job) => Math.max(highest, job.to), 0)
  const least = to - MOST_TRADES + 1
  const inPage = due.filter((job) => job.to >= least)
  const from = Math.max(least, Math.min(...inPage.map((job) => job.from)))
  const news = inPage.filter(({ attempt }) => attempt === 0).map((job) => ({ from: Math.max(from, job.from), to: job.to }))
  return { from, to, news }
}

/** An answer came, or none: what of it is still missing is asked for again later, or given up. */
export function onPageAnswered(backfill: TradeBackfill, merge: TradeMerge, page: IdRange, answer: PageAnswer): void {
  const { nowUs, found } = answer
  const jobs: Job[] = []
  for (const job of stillWaiting(backfill.jobs, merge)) {
    if (job.to < page.from || job.from > page.to || job.dueUs > nowUs) {
      jobs.push(job)
      continue
    }
    if (job.from < page.from) jobs.push({ ...job, to: page.from - 1 })
    const sinceUs = found > 0 ? nowUs : job.sinceUs
    if (answer.giveUp === true || nowUs - sinceUs >= PATIENCE_US) continue
    const attempt = job.attempt + 1
    const waitUs = Math.max(boundUs(ASK_AGAIN, attempt), answer.leastUs ?? 0)
    jobs.push({ from: Math.max(page.from, job.from), to: job.to, sinceUs, dueUs: nowUs + waitUs, attempt })
  }
  backfill.jobs = jobs
}

/** What an answer to a page came to. */
export interface PageAnswer {
  readonly nowUs: Us
  /** Trades of it that had been waited for. */
  readonly found: number
  /** How long nothing may be asked at least. */
  readonly leastUs?: Us
  /** Asking again is of no use. */
  readonly giveUp?: boolean
}

/** Parts of ranges that the merge still waits for. */
function stillWaiting(jobs: readonly Job[], merge: TradeMerge): readonly Job[] {
  return jobs.flatMap((job) => waitedFor(merge, job).map(({ from, to }) => ({ ...job, from, to })))
}

function waitedFor({ missing, historic }: TradeMerge, { from, to }: IdRange): readonly IdRange[] {
  const within = [...missing.ranges, ...historic.ranges].filter((range) => range.to >= from && range.from <= to)
  const cut = within.map((range) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) })).toSorted((a, b) => a.from - b.from)
  const joined: IdRange[] = []
  for (const range of cut) {
    const last = joined.at(-1)
    if (last !== undefined && range.from === last.to + 1) last.to = range.to
    else joined.push(range)
  }
  return joined
}
