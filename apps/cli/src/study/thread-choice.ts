import { type Frame, FrameReader } from '@of/coinbase'
import type { Step } from '../input/reading.ts'

/** What is shorter is analysed before threads have started. */
const SHORT_BYTES = 4 * 2 ** 20

/** More threads than this wait for the one that reads. */
const MOST_THREADS = 4

/** Looks at the beginning of a recording, to tell how many threads are worth their start. */
export class ThreadChoice {
  readonly #cores: number
  readonly #reader = new FrameReader()
  readonly #products = new Set<string>()
  #bytes = 0

  constructor(cores: number) {
    this.#cores = cores
  }

  /** Whether enough was looked at. */
  get isMade(): boolean {
    return this.#bytes >= SHORT_BYTES
  }

  /** Looks at more. */
  take(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind !== 'frame') continue
      this.#bytes += step.frame.length
      for (const product of productsOf(this.#reader.read(step.frame))) this.#products.add(product)
    }
  }

  /** No more than there are cores or products; one for what is short. */
  get threads(): number {
    return this.isMade ? Math.max(1, Math.min(this.#cores, MOST_THREADS, this.#products.size)) : 1
  }
}

function productsOf(frame: Frame): readonly string[] {
  if (frame.kind === 'level2') return frame.events.map(({ product }) => product)
  if (frame.kind === 'trades') return frame.events.flatMap(({ trades }) => trades.map(({ product }) => product))
  return []
}
