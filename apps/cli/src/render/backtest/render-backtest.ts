import type { ArmResult, BacktestResult, MarketQuality, PaperRules } from '@of/backtest'
import type { Paint } from '../colour.ts'
import { renderSimulated } from '../heading.ts'
import { counted, grouped, percent } from '../numbers.ts'
import { renderTable } from '../study/table.ts'
import { holdText, meanText, plain, signed } from './figures.ts'
import { markoutTable, outcomeTable } from './tables.ts'

const LABEL = 11

/** What arms came to on paper, as people read it: every edge beside what it costs, every mean with its n, and no verdict. */
export function renderBacktest(result: BacktestResult, columns: number, paint: Paint): string {
  const { arms, input, quality, rules } = result
  const banner = input.simulated ? renderSimulated(columns, paint) : ''
  return [
    `${banner}\n${paint('title', 'Rules')}\n`,
    ...rulesText(rules).map((line) => `  ${line}\n`),
    `\n${paint('title', 'Market')}\n`,
    ...quality.map((market) => `  ${marketText(market)}\n`),
    ...arms.map((arm) => `\n${armText(arm, columns, paint)}`),
    `\n${paint('dim', 'No verdict here: of gate --trades FILE says what trades like these are evidence of, and how often it is wrong.')}\n`,
  ].join('')
}

function rulesText({
  entry,
  fees,
  latencyUs,
  maxHoldUs,
  notional,
  onAbstention,
  onHold,
  productLimit,
  stopBps,
  targetBps,
  totalLimit,
}: PaperRules): string[] {
  const barriers = [
    holdText(maxHoldUs),
    ...(stopBps === null ? [] : [`stop ${stopBps} bps`]),
    ...(targetBps === null ? [] : [`target ${targetBps} bps`]),
    'an opposite signal',
    ...(onHold === 'flatten' ? ['a HOLD'] : []),
    ...(onAbstention === 'flatten' ? ['an abstention'] : []),
  ]
  const limits = `${grouped(productLimit)} a product${totalLimit === null ? '' : `, ${grouped(totalLimit)} in all`}`
  const entries = entry === 'limit' ? 'rest at the touch, filled when traded through' : 'take what rests'
  return [
    `fees ${fees.name}: taker ${fees.takerBps} bps, maker ${fees.makerBps} bps · latency ${latencyUs / 1_000} ms after receipt`,
    `entries of ${grouped(notional)} quote currency, at most ${limits}; they ${entries}`,
    `left by ${barriers.join(', ')}`,
  ]
}

function marketText({ believed, booksLost, hiddenPrints, moments, prints, product }: MarketQuality): string {
  const share = believed === null ? 'n/a' : percent(believed)
  const hidden = hiddenPrints === 0 ? '' : `, ${grouped(hiddenPrints)} hidden`
  return `${product}  ${counted(moments, 'moment')} of decision, ${counted(prints, 'print')}${hidden}, book believed ${share}, lost ${counted(booksLost, 'time')}`
}

function armText(arm: ArmResult, columns: number, paint: Paint): string {
  const row = (label: string, text: string): string => `  ${paint('dim', label.padEnd(LABEL))}${text}\n`
  const { costs, equity, name, open, orders, signals, summary } = arm
  const rate =
    summary.winRate === null
      ? 'n/a: no closed trade'
      : `${percent(summary.winRate)}  n ${summary.n}, 95 % ${percent(summary.winRateLow ?? 0)} to ${percent(summary.winRateHigh ?? 1)}`
  const exposure = arm.exposure === null ? 'n/a' : percent(arm.exposure)
  return [
    `${paint('title', name)}\n`,
    row(
      'Signals',
      `${grouped(signals.emitted)}: ${grouped(signals.long)} LONG, ${grouped(signals.short)} SHORT, ${grouped(signals.hold)} HOLD, ${grouped(signals.abstained)} abstained`,
    ),
    row(
      'Orders',
      `${grouped(orders.sent)} sent, ${grouped(orders.filled)} filled${reasonsText('dropped', orders.dropped)}${reasonsText('refused', orders.refused)}`,
    ),
    row('Trades', tradesText(arm)),
    row('Win rate', rate),
    row('Gross', meanText(summary.gross)),
    row('Costs', costText(costs)),
    row('Net', meanText(summary.net)),
    row(
      'Equity',
      `${signed(equity.finalBps)} bps of one entry, open positions at mid; drawdown ${plain(equity.drawdownBps)}${equity.staleMarks === 0 ? '' : `, ${counted(equity.staleMarks, 'stale mark')}`}`,
    ),
    row(
      'Activity',
      `in the market ${exposure} of the time, turnover ${plain(arm.turnover)} entries${arm.turnoverPerDay === null ? '' : `, ${plain(arm.turnoverPerDay)} a day`}`,
    ),
    ...open.map(({ entryPrice, markPrice, product, quantity, side }) =>
      row(
        'Open',
        `${side} ${quantity} ${product} from ${entryPrice.toPrecision(8)}, marked at ${markPrice === null ? 'n/a: no mid yet' : markPrice.toPrecision(8)}; not closed, no trade`,
      ),
    ),
    `\n${renderTable(outcomeTable(arm), columns, paint)}`,
    ...markoutTable(arm).map((table) => `\n${renderTable(table, columns, paint)}`),
  ].join('')
}

function tradesText({ open, summary }: ArmResult): string {
  const { byReason, meanHoldUs, n } = summary
  if (n === 0) return `0 closed, ${open.length} open`
  const reasons = Object.entries(byReason).sort(([a], [b]) => (a < b ? -1 : 1))
  const left = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ')
  return `${grouped(n)} closed (${left}), ${open.length} open; held ${holdText(meanHoldUs ?? 0)} on average`
}

function costText({ breakEvenBps, feeBps, roundTripFeeBps, slippageBps }: ArmResult['costs']): string {
  if (feeBps === null) return `n/a: no closed trade; fees alone take ${plain(roundTripFeeBps)} bps there and back`
  const even = breakEvenBps === null ? 'n/a' : `${plain(breakEvenBps)} bps`
  return `${plain(feeBps)} bps fees, ${slippageBps === null ? 'n/a' : plain(slippageBps)} bps spread, depth and latency (in gross): mid must move ${even} to break even`
}

function reasonsText(word: string, reasons: Readonly<Record<string, number>>): string {
  const listed = Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1))
  return listed.length === 0 ? '' : `; ${word}: ${listed.map(([reason, count]) => `${reason} ${grouped(count)}`).join(', ')}`
}
