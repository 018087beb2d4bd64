import { DAY_US, HOUR_US, type Us } from '@of/core'
import { meanOf, sfc32, wilson } from '@of/stats'
import type { PaperAccounts } from '../paper/paper-engine.ts'
import { costOf, entryPriceOf, heldOf } from '../paper/position.ts'
import type { PaperTrade } from '../paper/paper-trade.ts'
import type { Marked, PaperRecord } from '../paper/record.ts'
import type { PaperRules } from '../paper/rules.ts'
import { meanIntervalOf } from '../tune/mean-interval.ts'
import { ArmLedger } from './arm-ledger.ts'
import { equityOf } from './equity.ts'
import { meanFigure } from './figures.ts'
import { OutcomeBook, type OutcomeOptions } from './outcome-book.ts'
import type { ArmResult, CostReport, OpenPosition, TradeSummary } from './result.ts'

/** What arms' accounts are made up by. */
export interface LedgerOptions {
  readonly arms: readonly string[]
  readonly rules: PaperRules
  readonly outcomes: OutcomeOptions
  /** Seed of the resampling behind intervals, the same for every arm. */
  readonly seed: number
}

/** How the run stands at the moment for which accounts are made up. */
export interface Closing {
  readonly fromUs: Us
  readonly toUs: Us
  readonly products: number
  readonly accounts: PaperAccounts
  /** What each arm is worth at the end, in their order. */
  readonly marks: readonly Marked[]
  readonly equityEveryUs?: Us | undefined
}

/** Everything that happened on paper, from which results are made: of the records alone, so that a run that was interrupted can be taken up. */
export class Ledger {
  readonly #options: LedgerOptions
  readonly #arms: ReadonlyMap<string, ArmLedger>
  readonly #outcomes = new OutcomeBook()

  constructor(options: LedgerOptions) {
    this.#options = options
    this.#arms = new Map(options.arms.map((arm) => [arm, new ArmLedger(options.rules.latencyUs)]))
  }

  /** Takes in what happened next. Throws a RangeError of an arm that it does not know. */
  take(record: PaperRecord): void {
    switch (record.kind) {
      case 'watched':
        this.#outcomes.watch(record)
        return
      case 'read':
        this.#outcomes.read(record)
        return
      case 'emitted':
        this.#outcomes.emit(record)
        return
      case 'closed':
        this.#of(record.arm).trades.push(record.trade)
        return
      case 'marked':
        this.#of(record.arm).marks.push(record)
        return
      default:
        this.#of(record.arm).take(record)
    }
  }

  /** The accounts of all arms. */
  close(closing: Closing): ArmResult[] {
    return this.#options.arms.map((name, at) => this.#armResult(name, at, closing))
  }

  #of(arm: string): ArmLedger {
    const found = this.#arms.get(arm)
    if (found === undefined) throw new RangeError(`ledger: expected one of ${[...this.#arms.keys()].join(', ')}, received ${arm}`)
    return found
  }

  #armResult(name: string, at: number, closing: Closing): ArmResult {
    const { outcomes, rules, seed } = this.#options
    const ledger = this.#of(name)
    const { dropped, early, filled, refused, sent, trades } = ledger
    const { equityEveryUs: everyUs, fromUs, products, toUs } = closing
    const open = openOf(closing.accounts, at)
    const last = closing.marks[at]
    const marks = last === undefined ? ledger.marks : [...ledger.marks, last]
    const heldUs = trades.reduce((sum, { closedUs, openedUs }) => sum + closedUs - openedUs, 0)
    const openUs = open.reduce((sum, { openedUs }) => sum + toUs - openedUs, 0)
    const turnover = (ledger.takerNotional + ledger.makerNotional) / rules.notional
    const spanUs = toUs - fromUs
    return {
      name,
      signals: this.#outcomes.counts(name),
      orders: { sent, filled, dropped: { ...dropped }, refused: { ...refused }, early },
      summary: summaryOf(trades, sfc32(seed, 'trades')),
      costs: costsOf(ledger, rules),
      outcomes: this.#outcomes.outcomes(name, outcomes),
      markouts: this.#outcomes.markouts(name, outcomes),
      reliability: this.#outcomes.reliability(name, outcomes),
      equity: equityOf(marks, { fromUs, toUs, everyUs, notional: rules.notional }),
      exposure: spanUs > 0 && products > 0 ? (heldUs + openUs) / (spanUs * products) : null,
      turnover,
      turnoverPerDay: spanUs >= HOUR_US ? (turnover * DAY_US) / spanUs : null,
      trades: [...trades],
      open,
    }
  }
}

function summaryOf(trades: readonly PaperTrade[], random: ReturnType<typeof sfc32>): TradeSummary {
  const n = trades.length
  const wins = trades.filter(({ netBps }) => netBps > 0).length
  const nets = trades.map(({ netBps }) => netBps)
  const grosses = trades.map(({ grossBps }) => grossBps)
  const rate = wilson(wins, n)
  const byReason: Record<string, number> = {}
  for (const { reason } of trades) byReason[reason] = (byReason[reason] ?? 0) + 1
  return {
    n,
    wins,
    winRate: n === 0 ? null : wins / n,
    winRateLow: rate?.low ?? null,
    winRateHigh: rate?.high ?? null,
    gross: meanFigure(grosses, meanIntervalOf(grosses, random)),
    net: meanFigure(nets, meanIntervalOf(nets, random)),
    meanHoldUs: n === 0 ? null : meanOf(trades.map(({ closedUs, openedUs }) => closedUs - openedUs)),
    byReason,
  }
}

function costsOf({ fees, makerNotional, takerNotional, trades }: ArmLedger, { entry, fees: tier }: PaperRules): CostReport {
  const slipped = trades.flatMap(({ slippageBps }) => slippageBps ?? [])
  const feeBps = trades.length === 0 ? null : meanOf(trades.map(({ costBps }) => costBps))
  const slippageBps = slipped.length === 0 ? null : meanOf(slipped)
  return {
    roundTripFeeBps: tier.takerBps + (entry === 'limit' ? tier.makerBps : tier.takerBps),
    feeBps,
    slippageBps,
    breakEvenBps: feeBps === null || slippageBps === null ? null : feeBps + slippageBps,
    takerNotional,
    makerNotional,
    fees,
  }
}

function openOf({ products }: PaperAccounts, arm: number): OpenPosition[] {
  return products.flatMap(({ desks, lastMid, product }) => {
    const position = desks[arm]?.position
    if (position === null || position === undefined) return []
    const { entered, left, openedUs, side } = position
    const sign = side === 'LONG' ? 1 : -1
    const paid = sign * (left.notional - (entered.notional - costOf(position)))
    const held = lastMid === null ? 0 : sign * (heldOf(position) * lastMid - costOf(position))
    return {
      product,
      side,
      openedUs,
      quantity: heldOf(position),
      entryPrice: entryPriceOf(position),
      markPrice: lastMid,
      markedQuote: paid + held - entered.fees - left.fees,
    }
  })
}
