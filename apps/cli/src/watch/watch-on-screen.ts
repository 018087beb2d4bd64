import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Host } from '../host.ts'
import type { Key } from '../terminal/keys.ts'
import { Screen } from '../terminal/screen.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { WatchState } from './model/watch-state.ts'
import type { WatchModel } from './model/watch-model.ts'
import { drawScreen } from './screen/draw-screen.ts'
import type { WatchOptions } from './watch-options.ts'
import type { WatchSource } from './source.ts'
import { initialUi, onKey, type WatchUi } from './ui.ts'

/** Ten pictures a second at most. */
const DRAW_EVERY_MS = 100

/** How long taking in may go on before keys and timers have their turn. */
const TURN_MS = 30

/** A host whose standard output is a terminal. */
type ScreenHost = Host & { readonly terminal: Terminal }

/** Shows a source on the whole terminal until a person quits; what it showed last stays when the source ends. */
export async function watchOnScreen(source: WatchSource, options: WatchOptions, host: ScreenHost): Promise<void> {
  const watch = new ScreenWatch(source, options, host)
  await watch.run()
}

class ScreenWatch {
  readonly #source: WatchSource
  readonly #host: ScreenHost
  readonly #state: WatchState
  readonly #screen: Screen
  readonly #hasQuit: Promise<undefined>
  readonly #quitting = new AbortController()
  readonly #quit = (): void => this.#quitting.abort()
  #ui: WatchUi = initialUi
  #picture: WatchModel | undefined
  #hasEnded = false
  #isDue = true

  constructor(source: WatchSource, options: WatchOptions, host: ScreenHost) {
    this.#hasQuit = new Promise((resolve) => {
      this.#quitting.signal.addEventListener('abort', () => resolve(undefined))
    })
    this.#source = source
    this.#host = host
    this.#state = new WatchState(options)
    this.#screen = new Screen(host.terminal, host.paint, {
      onKey: (key) => this.#onKey(key),
      onRedraw: () => {
        this.#isDue = true
      },
      onGone: this.#quit,
    })
  }

  async run(): Promise<void> {
    const signals = [this.#host.signal, this.#host.stopSignal()]
    if (signals.some(({ aborted }) => aborted)) return
    for (const signal of signals) signal.addEventListener('abort', this.#quit)
    this.#screen.enter()
    const timer = setInterval(() => this.#draw(), DRAW_EVERY_MS)
    try {
      this.#draw()
      const reading = this.#read()
      await Promise.race([reading.then(() => this.#hasQuit), this.#hasQuit])
    } finally {
      this.#quit()
      clearInterval(timer)
      for (const signal of signals) signal.removeEventListener('abort', this.#quit)
      this.#screen.leave()
    }
  }

  /** Takes in what comes until there is no more, or a person has quit. */
  async #read(): Promise<void> {
    let turnMs = performance.now()
    for await (const batch of this.#source) {
      if (this.#quitting.signal.aborted) return
      this.#state.take(batch)
      if (performance.now() - turnMs < TURN_MS) continue
      await nextTurn()
      turnMs = performance.now()
    }
    this.#hasEnded = true
  }

  #onKey(key: Key): void {
    if (key === 'ctrl-z') return this.#screen.suspend()
    const ui = onKey(this.#ui, key, this.#state.products.length)
    if (ui === 'quit') this.#quit()
    else this.#ui = ui
    this.#isDue = true
  }

  #draw(): void {
    const { isPaused, selected } = this.#ui
    if (isPaused && !this.#isDue) return
    this.#isDue = false
    if (!isPaused || this.#picture === undefined) {
      this.#picture = this.#state.model({
        label: this.#source.label(),
        health: this.#source.health(),
        nowUs: this.#source.nowUs(),
        glanceUs: performance.now() * 1e3,
        selected,
        hasEnded: this.#hasEnded,
      })
    }
    const { isAscii } = this.#host.terminal
    this.#screen.draw(drawScreen(this.#picture, this.#ui, { ...this.#screen.size, isAscii }))
  }
}
