import type { ArmResult, BacktestResult } from './result.ts'

/**
 * The laws that a result must keep, held against its own figures: signals all accounted for, money that adds up, fees that were paid, nothing filled before it
 * could be. Returns what is broken, one sentence each; nothing where all is well.
 */
export function auditResult({ arms, rules }: BacktestResult): string[] {
  return arms.flatMap((arm) => [
    ...auditSignals(arm),
    ...auditFees(arm, rules.fees),
    ...auditMoney(arm, rules.notional),
    ...(arm.orders.early > 0 ? [`${arm.name}: ${arm.orders.early} fills before the latency was over`] : []),
  ])
}

function auditSignals({ name, outcomes, signals }: ArmResult): string[] {
  const { abstained, emitted, hold, long, short } = signals
  const broken: string[] = []
  if (long + short + hold + abstained !== emitted)
    broken.push(`${name}: ${emitted} signals emitted, ${long + short + hold + abstained} counted by kind`)
  for (const horizonUs of new Set(outcomes.map((outcome) => outcome.horizonUs))) {
    const own = outcomes.filter((outcome) => outcome.horizonUs === horizonUs && outcome.kind !== 'taken')
    const accounted = own.reduce((sum, { n, open, unpriced }) => sum + n + unpriced + open, 0)
    if (accounted !== emitted) broken.push(`${name}: ${emitted} signals emitted, ${accounted} resolved or open after ${horizonUs} µs`)
  }
  return broken
}

/** Fees of all trades and of what is open are those of all that was bought and sold. */
function auditFees({ costs, name, open, trades }: ArmResult, fees: { readonly takerBps: number; readonly makerBps: number }): string[] {
  const due = (costs.takerNotional * fees.takerBps + costs.makerNotional * fees.makerBps) / 1e4
  const broken: string[] = []
  if (!isClose(costs.fees, due, due)) broken.push(`${name}: fees of ${due} due, ${costs.fees} paid`)
  const told = trades.reduce((sum, { costBps, entryPrice, quantity }) => sum + (costBps / 1e4) * entryPrice * quantity, 0)
  if (open.length === 0 && !isClose(told, costs.fees, due)) broken.push(`${name}: fees of ${costs.fees} paid, ${told} told by trades`)
  for (const { costBps, grossBps, netBps, openedUs, product } of trades) {
    if (!isClose(grossBps - costBps, netBps, 1))
      broken.push(`${name}: the trade of ${product} at ${openedUs} nets other than its gross less its cost`)
  }
  return broken
}

/** What the account is worth is what its trades made and what is open is marked at: no trade left out, none twice. */
function auditMoney({ costs, equity, name, open, trades }: ArmResult, notional: number): string[] {
  const made = trades.reduce((sum, { entryPrice, netBps, quantity }) => sum + (netBps / 1e4) * entryPrice * quantity, 0)
  const marked = open.reduce((sum, { markedQuote }) => sum + markedQuote, 0)
  const worth = (equity.finalBps / 1e4) * notional
  const scale = costs.takerNotional + costs.makerNotional
  const broken: string[] = []
  if (!isClose(made + marked, worth, scale)) broken.push(`${name}: worth ${worth}, its trades and what is open come to ${made + marked}`)
  const stepped = equity.steps.reduce((sum, step) => sum + step, 0)
  if (!isClose(stepped, equity.finalBps, (1e4 * scale) / notional))
    broken.push(`${name}: ended at ${equity.finalBps} bps, its steps come to ${stepped}`)
  return broken
}

function isClose(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(scale))
}
