import { type ReadonlySignal, type Signal, signal } from '@preact/signals'

/** How asking for the past stands: `end` where there is no more of it. */
export type PastState = 'idle' | 'asking' | 'end' | 'failed'

/** How pages of the past are asked for. */
export interface PastQuestion<Page> {
  /** The latest page that ends before a moment; `undefined` where there is nothing before it. */
  readonly ask: (toUs: number) => Promise<Page | undefined>
  /** When the first item of a page begins. */
  readonly startOf: (page: Page) => number
  /** No more pages than these are held. */
  readonly most: number
}

/** After a failure it is not asked again for so long. */
const AGAIN_MS = 5_000

/** Pages from before what the stream tells, asked for one at a time as somebody looks there. */
export class Older<Page> {
  readonly pages: ReadonlySignal<readonly Page[]>
  readonly state: ReadonlySignal<PastState>
  readonly #pages: Signal<readonly Page[]> = signal([])
  readonly #state: Signal<PastState> = signal('idle')
  readonly #question: PastQuestion<Page>
  #generation = 0
  #failedMs = -Infinity
  /** Up to when the pages reach. */
  #toUs: number | undefined

  constructor(question: PastQuestion<Page>) {
    this.#question = question
    this.pages = this.#pages
    this.state = this.#state
  }

  /** Asks for the page before those held, or before a moment while none is; not twice, and not once there is no more. */
  need(firstUs: number, nowMs: number): void {
    const state = this.#state.peek()
    if (state === 'asking' || state === 'end' || nowMs - this.#failedMs < AGAIN_MS) return
    const [oldest] = this.#pages.peek()
    void this.#ask(oldest === undefined ? firstUs : this.#question.startOf(oldest), nowMs)
  }

  /** Whether a moment is before all that is held, of what begins at `firstUs` where no page is. */
  isBefore(timeUs: number, firstUs: number): boolean {
    const [oldest] = this.#pages.peek()
    return timeUs < (oldest === undefined ? firstUs : this.#question.startOf(oldest))
  }

  /** Forgets pages that do not reach up to what is told now, which begins later than it did: there would be a hole between them. */
  keepIfReaching(firstUs: number | undefined): void {
    if (firstUs !== undefined && this.#toUs !== undefined && firstUs > this.#toUs) this.clear()
  }

  /** Forgets all pages: they belong to something else than what is looked at now. */
  clear(): void {
    this.#generation += 1
    this.#toUs = undefined
    this.#failedMs = -Infinity
    this.#pages.value = []
    this.#state.value = 'idle'
  }

  async #ask(toUs: number, nowMs: number): Promise<void> {
    const generation = this.#generation
    this.#state.value = 'asking'
    const page = await this.#question.ask(toUs).catch(() => 'failed' as const)
    if (generation !== this.#generation) return
    if (page === 'failed') {
      this.#failedMs = nowMs
      this.#state.value = 'failed'
    } else if (page === undefined || this.#question.startOf(page) >= toUs) this.#state.value = 'end'
    else {
      this.#toUs ??= toUs
      this.#pages.value = [page, ...this.#pages.peek()]
      this.#state.value = this.#pages.peek().length < this.#question.most ? 'idle' : 'end'
    }
  }
}
