import type { Alert, Bars, Book, Decision, Features, Footprint, Health, Profile, Quality, SignalNow, StreamState, Tape } from '@of/api'
import { computed, type ReadonlySignal, signal, type Signal } from '@preact/signals'
import { type Freshness, freshnessOf, sameFreshness } from './freshness.ts'
import type { Heat } from './merge.ts'

/** The newest of every topic; `undefined` where nothing was told yet. */
export interface Received {
  health: Health | undefined
  alerts: readonly Alert[] | undefined
  features: Features | undefined
  book: Book | undefined
  bars: Bars | undefined
  footprint: Footprint | undefined
  heat: Heat | undefined
  tape: Tape | undefined
  profile: Profile | undefined
  signal: SignalNow | undefined
  decisions: readonly Decision[] | undefined
  quality: Quality | undefined
}

/** The topics that belong to one product. */
const productTopics = ['features', 'book', 'bars', 'footprint', 'heat', 'tape', 'profile', 'signal', 'decisions', 'quality'] as const

/** What the screen shows, a signal for each topic. */
export type Shown = { readonly [Name in keyof Received]: Signal<Received[Name]> }

/**
 * What was received, and what of it is shown. Messages go into plain fields as they come; the screen is told when it has time,
 * and not at all while it is paused.
 */
export class Store {
  readonly shown: Shown
  readonly link: Signal<StreamState> = signal('connecting')
  /** How many messages came while the screen was paused. */
  readonly waiting: Signal<number> = signal(0)
  /** Messages that a slow page missed. */
  readonly conflated: Signal<number> = signal(0)
  /** The page's clock, ms, as of the last time that the screen was told. */
  readonly nowMs: Signal<number>
  /** The same in whole seconds, for what changes no oftener. */
  readonly secondMs: ReadonlySignal<number>
  readonly isPaused: Signal<boolean> = signal(false)
  readonly freshness: ReadonlySignal<Freshness>
  readonly #received: Received = nothingReceived()
  readonly #changed = new Set<keyof Received>()
  readonly #heardMs: Signal<number | undefined> = signal(undefined)
  readonly #pausedAtUs: Signal<number | undefined> = signal(undefined)
  #clock: { readonly us: number; readonly atMs: number } | undefined
  #lastHeardMs: number | undefined

  constructor(nowMs: number) {
    this.nowMs = signal(nowMs)
    this.shown = nothingShown()
    this.secondMs = computed(() => Math.floor(this.nowMs.value / 1_000) * 1_000)
    let before: Freshness | undefined
    this.freshness = computed(() => {
      const now = this.#freshnessNow()
      before = before !== undefined && sameFreshness(before, now) ? before : now
      return before
    })
  }

  /** Exchange time at a moment of the page's clock, µs; `undefined` before the service told its own. */
  clockUs(nowMs: number): number | undefined {
    return this.#clock === undefined ? undefined : this.#clock.us + (nowMs - this.#clock.atMs) * 1_000
  }

  /** The service told its clock. */
  heardClock(us: number, nowMs: number): void {
    this.#lastHeardMs = nowMs
    this.#clock = { us, atMs: nowMs }
  }

  /** A topic was told: its newest state is what `change` makes of the one before. */
  receive<Name extends keyof Received>(name: Name, nowMs: number, change: (before: Received[Name]) => Received[Name]): void {
    this.#received[name] = change(this.#received[name])
    this.#changed.add(name)
    this.#lastHeardMs = nowMs
    if (this.isPaused.peek()) this.waiting.value += 1
  }

  /** Another product is shown: nothing of the one before stays. */
  clearProduct(): void {
    for (const name of productTopics) this.clear(name)
  }

  /** One topic is asked for anew. */
  clear(name: keyof Received): void {
    this.#received[name] = undefined
    this.#changed.delete(name)
    this.shown[name].value = undefined
  }

  /** Tells the screen what has changed since. Health is told even while it is paused: faults do not wait. */
  show(nowMs: number): void {
    this.nowMs.value = nowMs
    this.#heardMs.value = this.#lastHeardMs
    for (const name of this.#changed) {
      if (this.isPaused.peek() && name !== 'health') continue
      pass(name, this.#received, this.shown)
      this.#changed.delete(name)
    }
  }

  /** Stops the screen, or lets it go on with what came since. */
  pause(isPaused: boolean, nowMs: number): void {
    if (isPaused === this.isPaused.peek()) return
    this.#pausedAtUs.value = isPaused ? this.clockUs(nowMs) : undefined
    this.isPaused.value = isPaused
    this.waiting.value = 0
  }

  #freshnessNow(): Freshness {
    return freshnessOf({
      link: this.link.value,
      health: this.shown.health.value,
      heardMs: this.#heardMs.value,
      nowMs: this.nowMs.value,
      clockUs: this.clockUs(this.nowMs.value),
      isPaused: this.isPaused.value,
      pausedAtUs: this.#pausedAtUs.value,
    })
  }
}

// The name ties what was received to the signal of its kind.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function pass<Name extends keyof Received>(name: Name, received: Received, shown: Shown): void {
  const target: Signal<Received[Name]> = shown[name]
  target.value = received[name]
}

function nothingReceived(): Received {
  return {
    health: undefined,
    alerts: undefined,
    features: undefined,
    book: undefined,
    bars: undefined,
    footprint: undefined,
    heat: undefined,
    tape: undefined,
    profile: undefined,
    signal: undefined,
    decisions: undefined,
    quality: undefined,
  }
}

function nothingShown(): Shown {
  return {
    health: signal(undefined),
    alerts: signal(undefined),
    features: signal(undefined),
    book: signal(undefined),
    bars: signal(undefined),
    footprint: signal(undefined),
    heat: signal(undefined),
    tape: signal(undefined),
    profile: signal(undefined),
    signal: signal(undefined),
    decisions: signal(undefined),
    quality: signal(undefined),
  }
}
