import { inOrderOfClosing, judge, type JudgedTrade } from '@of/backtest'
import { dsr, minTrl, moments, normal, psr, sfc32 } from '@of/stats'

const HOUR_US = 3_600_000_000 // all times are microseconds
const random = sfc32(11)
const trades: readonly JudgedTrade[] = Array.from({ length: 120 }, (_, at) => ({
  openedUs: at * HOUR_US,
  closedUs: at * HOUR_US + HOUR_US / 6,
  netBps: 3 + 20 * normal(random), // after costs
}))

const { kurtosis, mean, n, sd, skew } = moments(inOrderOfClosing(trades).map(({ netBps }) => netBps))!
const sample = { sharpe: mean / sd, n, skew, kurtosis } // per trade
console.log('PSR', psr(sample)?.toFixed(3), 'MinTRL', minTrl(sample)?.toFixed(0), 'trades')
console.log('DSR of the best of 20:', dsr(sample, { trials: 20, variance: 1 / n })?.toFixed(3))

const { cautions, reasons, verdict } = judge(trades, { trials: { trials: 20 } })
console.log(verdict)
for (const reason of reasons) console.log(' ', reason)
for (const caution of cautions) console.log('  but', caution)
