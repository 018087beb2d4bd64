import type { Trade } from '@of/core'
import type { SourceBatch } from '../source/source.ts'
import type { Desk } from './desk.ts'

/** The way to a desk: what comes while the desk must not change waits, and is taken in afterwards, in the order in which it came. */
export class Intake {
  readonly #desk: Pick<Desk, 'take' | 'backfill'>
  #waiting: (() => void)[] | undefined
  #still: Promise<unknown> = Promise.resolve()

  constructor(desk: Pick<Desk, 'take' | 'backfill'>) {
    this.#desk = desk
  }

  /** Takes in what came. */
  take(batch: SourceBatch): void {
    this.#soon(() => this.#desk.take(batch))
  }

  /** Takes in trades that somebody has kept. */
  backfill(product: string, trades: readonly Trade[]): void {
    this.#soon(() => this.#desk.backfill(product, trades))
  }

  /** Resolves once everything that came so far has been taken in. */
  async settled(): Promise<void> {
    await this.#still
  }

  /** Does something while the desk does not change. One after another; what it rejects with, this rejects with. */
  async keepStill<Value>(task: () => Promise<Value>): Promise<Value> {
    const turn = this.#still.then(async () => await this.#hold(task))
    this.#still = turn.catch(() => undefined)
    return await turn
  }

  async #hold<Value>(task: () => Promise<Value>): Promise<Value> {
    this.#waiting = []
    try {
      return await task()
    } finally {
      const waiting = this.#waiting
      this.#waiting = undefined
      for (const takeIn of waiting) takeIn()
    }
  }

  #soon(takeIn: () => void): void {
    if (this.#waiting === undefined) takeIn()
    else this.#waiting.push(takeIn)
  }
}
