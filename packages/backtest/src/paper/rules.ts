import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { Fees } from './fees.ts'

/** How arms trade on paper. Only what has no honest default must be given. */
export interface PaperOptions {
  readonly fees: Fees
  /** What one entry is for, in quote currency. */
  readonly notional: number
  /** The most an arm holds of one product, at cost; as much as one entry unless given. */
  readonly productLimit?: number
  /** The most an arm holds of all products together, at cost; no limit unless given. */
  readonly totalLimit?: number
  /** From when something is received until an order about it reaches the book; 100 ms unless given. */
  readonly latencyUs?: Us
  /** `market` takes what rests; `limit` rests at the touch until the next decision, and is filled only when it is traded through. `market` unless given. */
  readonly entry?: 'market' | 'limit'
  /** Basis points of the entry price; no stop, no target unless given. */
  readonly stopBps?: number
  readonly targetBps?: number
  /** How long a position is held at most; 15 minutes unless given. */
  readonly maxHoldUs?: Us
  /** Whether a HOLD, and whether an abstention, ends a position; `keep` unless given. */
  readonly onHold?: 'keep' | 'flatten'
  readonly onAbstention?: 'keep' | 'flatten'
  /** How long an entry waits for a book that can be believed; 5 s unless given. */
  readonly patienceUs?: Us
}

/** Options with every default filled in: `null` is a limit or an exit that is not wanted. */
export interface PaperRules {
  readonly fees: Fees
  readonly notional: number
  readonly productLimit: number
  readonly totalLimit: number | null
  readonly latencyUs: Us
  readonly entry: 'market' | 'limit'
  readonly stopBps: number | null
  readonly targetBps: number | null
  readonly maxHoldUs: Us
  readonly onHold: 'keep' | 'flatten'
  readonly onAbstention: 'keep' | 'flatten'
  readonly patienceUs: Us
}

/** Fills in the defaults. Throws a RangeError for options that cannot be. */
export function paperRules(options: PaperOptions): PaperRules {
  const { fees, notional } = options
  const rules: PaperRules = {
    fees: { name: fees.name, takerBps: fees.takerBps, makerBps: fees.makerBps },
    notional,
    productLimit: options.productLimit ?? notional,
    totalLimit: options.totalLimit ?? null,
    latencyUs: options.latencyUs ?? SECOND_US / 10,
    entry: options.entry ?? 'market',
    stopBps: options.stopBps ?? null,
    targetBps: options.targetBps ?? null,
    maxHoldUs: options.maxHoldUs ?? 15 * MINUTE_US,
    onHold: options.onHold ?? 'keep',
    onAbstention: options.onAbstention ?? 'keep',
    patienceUs: options.patienceUs ?? 5 * SECOND_US,
  }
  check(rules)
  return rules
}

function check(rules: PaperRules): void {
  for (const name of ['notional', 'productLimit', 'totalLimit', 'stopBps', 'targetBps', 'maxHoldUs'] as const) {
    const value = rules[name]
    if (value !== null && !(value > 0)) throw new RangeError(`${name}: expected a number above 0, received ${value}`)
  }
  for (const name of ['latencyUs', 'patienceUs'] as const) {
    if (!(rules[name] >= 0)) throw new RangeError(`${name}: expected a number of 0 or more, received ${rules[name]}`)
  }
}
