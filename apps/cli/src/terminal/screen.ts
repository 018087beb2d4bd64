import ansiEscapes from 'ansi-escapes'
import { onExit } from 'signal-exit'
import type { Paint } from '../render/colour.ts'
import type { Canvas } from './canvas.ts'
import { changesBetween } from './canvas-diff.ts'
import { type Key, keysOf } from './keys.ts'
import type { Terminal } from './terminal.ts'

/** DECAWM: whether what is written past the last column goes on in the next row. */
const WRAP_OFF = '\u001B[?7l'
const WRAP_ON = '\u001B[?7h'
const PLAIN_COLOURS = '\u001B[0m'

/** What a screen tells of its terminal. */
export interface ScreenHandlers {
  readonly onKey: (key: Key) => void
  /** The size has changed, or what was shown is gone: everything must be drawn again. */
  readonly onRedraw: () => void
  /** Nobody is at the keyboard any more. */
  readonly onGone: () => void
}

/**
 * The whole of a terminal while something is drawn on it.
 *
 * It is given back as it was on every way out: by `leave`, when the process ends or crashes, on signals, and while the
 * process is stopped.
 */
export class Screen {
  readonly #terminal: Terminal
  readonly #paint: Paint
  readonly #handlers: ScreenHandlers
  #shown: Canvas | undefined
  #isEntered = false
  #forgetExit: (() => void) | undefined

  constructor(terminal: Terminal, paint: Paint, handlers: ScreenHandlers) {
    this.#terminal = terminal
    this.#paint = paint
    this.#handlers = handlers
  }

  /** Columns and rows. */
  get size(): { readonly width: number; readonly height: number } {
    const { columns, rows } = this.#terminal.output
    return { width: columns > 0 ? columns : 80, height: rows > 0 ? rows : 24 }
  }

  /** Takes the terminal over. */
  enter(): void {
    this.#forgetExit = onExit((_code, signal) => {
      this.#giveBack()
      // The process answers these itself, and has more to give back than the screen.
      return signal === 'SIGINT' || signal === 'SIGTERM' ? true : undefined
    })
    process.on('SIGTSTP', this.#onStop)
    process.on('SIGCONT', this.#onContinue)
    this.#terminal.output.on('resize', this.#onResize)
    this.#terminal.output.on('drain', this.#handlers.onRedraw)
    this.#takeOver()
  }

  /** Gives the terminal back for good. */
  leave(): void {
    process.off('SIGTSTP', this.#onStop)
    process.off('SIGCONT', this.#onContinue)
    this.#terminal.output.off('resize', this.#onResize)
    this.#terminal.output.off('drain', this.#handlers.onRedraw)
    this.#giveBack()
    this.#forgetExit?.()
  }

  /** Shows a picture: only the cells that differ from the last one are written, all at once. A terminal that is still busy keeps what it shows. */
  draw(canvas: Canvas): void {
    const { output } = this.#terminal
    if (!this.#isEntered || output.writableNeedDrain) return
    const changes = changesBetween(this.#shown, canvas, this.#paint)
    this.#shown = canvas
    if (changes !== '') output.write(ansiEscapes.synchronizedOutput(changes))
  }

  /** Stops the process and all that was started with it, as a terminal does for Ctrl-Z. */
  suspend(): void {
    process.kill(0, 'SIGTSTP')
  }

  readonly #onResize = (): void => {
    this.#shown = undefined
    this.#handlers.onRedraw()
  }

  readonly #onStop = (): void => {
    this.#giveBack()
    // Without a listener the signal does what it does by itself; where nothing can be stopped, the screen comes back.
    process.off('SIGTSTP', this.#onStop)
    process.kill(process.pid, 'SIGTSTP')
    setImmediate(this.#onContinue)
  }

  readonly #onContinue = (): void => {
    process.off('SIGTSTP', this.#onStop)
    process.on('SIGTSTP', this.#onStop)
    this.#takeOver()
    this.#handlers.onRedraw()
  }

  readonly #onData = (sent: string): void => {
    for (const key of keysOf(sent)) this.#handlers.onKey(key)
  }

  #takeOver(): void {
    if (this.#isEntered) return
    this.#isEntered = true
    this.#shown = undefined
    const { input, output } = this.#terminal
    output.write(ansiEscapes.enterAlternativeScreen + ansiEscapes.cursorHide + WRAP_OFF)
    if (input === undefined) return
    input.setRawMode(true)
    input.setEncoding('utf8')
    input.on('data', this.#onData)
    input.on('end', this.#handlers.onGone)
    input.resume()
  }

  #giveBack(): void {
    if (!this.#isEntered) return
    this.#isEntered = false
    const { input, output } = this.#terminal
    output.write(PLAIN_COLOURS + WRAP_ON + ansiEscapes.cursorShow + ansiEscapes.exitAlternativeScreen)
    if (input === undefined) return
    input.off('data', this.#onData)
    input.off('end', this.#handlers.onGone)
    input.pause()
    try {
      input.setRawMode(false)
    } catch {
      // The terminal is gone: there is nothing to give back.
    }
  }
}
