import type { PaperRecord } from '@of/backtest'
import { isoTime } from '../input/time.ts'

/** What a person following a run wants to see at once, as a plain line; `undefined` of the rest. */
export function eventLine(record: PaperRecord): string | undefined {
  switch (record.kind) {
    case 'filled': {
      const { arm, atUs, notional, product, purpose, quantity, side } = record
      return line(atUs, [
        arm,
        product,
        purpose,
        side,
        `size=${quantity}`,
        `price=${(notional / quantity).toPrecision(9)}`,
        `fee=${record.fee.toFixed(4)}`,
      ])
    }
    case 'closed': {
      const { arm, trade } = record
      const bps = [`gross_bps=${trade.grossBps.toFixed(2)}`, `cost_bps=${trade.costBps.toFixed(2)}`, `net_bps=${trade.netBps.toFixed(2)}`]
      return line(trade.closedUs, [arm, trade.product, 'closed', trade.side, ...bps, `reason=${trade.reason}`])
    }
    case 'dropped': {
      const { arm, atUs, product, purpose, reason } = record
      return line(atUs, [arm, product, purpose, 'dropped', `reason=${JSON.stringify(reason)}`])
    }
    default:
      return undefined
  }
}

function line(atUs: number, words: readonly string[]): string {
  return `${isoTime(atUs).slice(11, 23)}Z ${words.join(' ')}\n`
}
