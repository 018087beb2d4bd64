import type { Client } from '@of/api'
import { type Signal, signal } from '@preact/signals'

/** What a product cost a day ago, or when the service first knew it. */
export interface DayOpen {
  readonly product: string
  readonly atUs: number
  readonly price: number
}

const DAY_US = 86_400e6
const EVERY_MS = 60_000

/** Asks what a product cost a day ago, again every minute, until the answer is called. */
export function followDayOpen(
  client: Client,
  product: string,
  { clockUs, open }: { readonly clockUs: () => number | undefined; readonly open: Signal<DayOpen | undefined> },
): () => void {
  const stop = new AbortController()
  const ask = async (): Promise<void> => {
    const nowUs = clockUs()
    if (nowUs === undefined || document.visibilityState === 'hidden') return
    const from = Math.floor((nowUs - DAY_US) / 60e6) * 60e6
    const { items } = await client.bars({ product, interval: '1m', from, limit: 30 }, { signal: stop.signal })
    const first = items.find((bar) => bar.open !== null)
    if (first !== undefined && first.open !== null) open.value = { product, atUs: first.startUs, price: first.open }
  }
  // Without an answer what was known stays, with its time; the stream tells when the service is gone.
  const quietly = (): void => void ask().catch(() => undefined)
  const timer = setInterval(quietly, EVERY_MS)
  quietly()
  return () => {
    stop.abort()
    clearInterval(timer)
    open.value = undefined
  }
}

/** Nothing known yet. */
export function noDayOpen(): Signal<DayOpen | undefined> {
  return signal(undefined)
}
