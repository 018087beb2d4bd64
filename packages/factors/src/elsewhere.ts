const SHIFT_MS = 10_000 * 86_400_000 + 12_345_678
const DICE = [0, 1 - Number.EPSILON, 0.5]

/**
 * Runs something as if it were another day, in another time zone, with other dice: what asks a clock, the place or chance comes to something else than
 * it did. Nothing that waits may be run like this.
 */
export function elsewhere<Result>(run: () => Result): Result {
  const { Date: RealDate } = globalThis
  const { random } = Math
  const now = performance.now.bind(performance)
  const { TZ } = process.env
  let rolls = 0
  globalThis.Date = otherDate(RealDate)
  Math.random = () => DICE[rolls++ % DICE.length]!
  performance.now = () => now() + SHIFT_MS
  process.env['TZ'] = TZ === 'Pacific/Kiritimati' ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati'
  try {
    return run()
  } finally {
    globalThis.Date = RealDate
    Math.random = random
    performance.now = now
    if (TZ === undefined) delete process.env['TZ']
    else process.env['TZ'] = TZ
  }
}

/** Dates as they are where they are given, and far off where they are asked for. */
function otherDate(real: DateConstructor): DateConstructor {
  const now = (): number => real.now() + SHIFT_MS
  return new Proxy(real, {
    apply: () => new real(now()).toString(),
    construct: (target, parts: readonly unknown[], asked): object => Reflect.construct(target, parts.length === 0 ? [now()] : parts, asked),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
