import { BYTES, VIEW } from './byte-window.ts'
import { LEVEL2_MODULE } from './level2-module.ts'
import { minuteUsAt, MINUTE_BYTES } from './time-at.ts'
import { type WasmMemory, wasmMemory, webAssembly, type WebAssemblyApi } from './wasm-memory.ts'

/** A place in memory. */
interface WasmPlace {
  readonly value: number
}

/** What `wasm/level2-frame.as` exports: what it does, and the places in memory where it leaves what it has read. */
interface Exports {
  readonly readFrame: (at: number, lookTo: number) => number
  readonly readLevels: (at: number, lookTo: number) => number
  readonly SEQUENCE: WasmPlace
  readonly TIME_US: WasmPlace
  readonly LATEST_US: WasmPlace
  readonly IS_SNAPSHOT: WasmPlace
  readonly PRODUCT_AT: WasmPlace
  readonly PLACE: WasmPlace
  readonly IS_PAUSED: WasmPlace
  readonly MINUTE: WasmPlace
  readonly MINUTE_US: WasmPlace
  readonly ROWS: WasmPlace
  readonly ASKS: WasmPlace
  readonly PRICES: WasmPlace
  readonly SIZES: WasmPlace
}

/** Reads the frame in the window in WebAssembly: sixteen bytes at a time, which JavaScript cannot. */
class Level2Kernel {
  /** The levels read last; the next reading overwrites them. */
  readonly asks: Uint8Array
  readonly prices: Float64Array
  readonly sizes: Float64Array
  readonly #readFrame: Exports['readFrame']
  readonly #readLevels: Exports['readLevels']
  readonly #sequence: Float64Array
  readonly #timeUs: Float64Array
  readonly #latestUs: Float64Array
  readonly #isSnapshot: Int32Array
  readonly #productAt: Int32Array
  readonly #place: Int32Array
  readonly #isPaused: Int32Array

  constructor({ Module, Instance }: WebAssemblyApi, memory: WasmMemory, bytes: Uint8Array) {
    const module = new Module(bytes)
    const imports = { env: { memory }, 'level2-frame': { takeMinute: (at: number): number => takeMinute(exports, at) } }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the module's source says what it exports
    const exports = new Instance(module, imports).exports as Exports
    const doubles = (place: WasmPlace, length = 1) => new Float64Array(memory.buffer, place.value, length)
    const integers = (place: WasmPlace) => new Int32Array(memory.buffer, place.value, 1)
    const rows = exports.ROWS.value
    this.#readFrame = exports.readFrame
    this.#readLevels = exports.readLevels
    this.asks = new Uint8Array(memory.buffer, exports.ASKS.value, rows)
    this.prices = doubles(exports.PRICES, rows)
    this.sizes = doubles(exports.SIZES, rows)
    this.#sequence = doubles(exports.SEQUENCE)
    this.#timeUs = doubles(exports.TIME_US)
    this.#latestUs = doubles(exports.LATEST_US)
    this.#isSnapshot = integers(exports.IS_SNAPSHOT)
    this.#productAt = integers(exports.PRODUCT_AT)
    this.#place = integers(exports.PLACE)
    this.#isPaused = integers(exports.IS_PAUSED)
  }

  /**
   * Reads the frame in the window from behind its channel on: how many levels there are, -1 unless it has the usual form. After
   * one that begins behind `lookTo` it pauses.
   */
  readFrame(at: number, lookTo: number): number {
    return this.#readFrame(at, lookTo)
  }

  /** Reads on where levels begin. */
  readLevels(at: number, lookTo: number): number {
    return this.#readLevels(at, lookTo)
  }

  /** The frame's number. */
  get sequence(): number {
    return this.#sequence[0]!
  }

  /** The frame's time. */
  get timeUs(): number {
    return this.#timeUs[0]!
  }

  /** The latest time of its levels; minus infinity if none has one. */
  get latestUs(): number {
    return this.#latestUs[0]!
  }

  get isSnapshot(): boolean {
    return this.#isSnapshot[0] !== 0
  }

  /** The place of the product's name. */
  get productAt(): number {
    return this.#productAt[0]!
  }

  /** Where reading stopped: behind the frame, or at a level if it is paused. */
  get place(): number {
    return this.#place[0]!
  }

  get isPaused(): boolean {
    return this.#isPaused[0] !== 0
  }
}

/** Keeps the minute at a place of the window for the times to come; 0 if there is none. */
function takeMinute({ MINUTE, MINUTE_US }: Exports, at: number): number {
  const startUs = minuteUsAt(at)
  if (startUs === undefined) return 0
  new Uint8Array(BYTES.buffer).copyWithin(MINUTE.value, at, at + MINUTE_BYTES)
  VIEW.setFloat64(MINUTE_US.value, startUs, true)
  return 1
}

/** The one of this thread, as its window is; `undefined` where there is no WebAssembly that compares sixteen bytes at a time. */
export const level2Kernel: Level2Kernel | undefined = startedKernel()

function startedKernel(): Level2Kernel | undefined {
  const bytes = Buffer.from(LEVEL2_MODULE, 'base64')
  if (webAssembly === undefined || wasmMemory === undefined || !webAssembly.validate(bytes)) return undefined
  return new Level2Kernel(webAssembly, wasmMemory, bytes)
}
