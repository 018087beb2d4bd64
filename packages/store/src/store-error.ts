/** Why a store does not do what it was asked for. */
export type StoreFault =
  /** Another process, or this one, has it open. */
  | 'locked'
  /** A newer program wrote it. */
  | 'newer'
  /** It holds the data of another origin. */
  | 'other-origin'
  /** It is no store, or a broken one. */
  | 'unreadable'
  /** There is no room on the disk. */
  | 'full'
  /** It could not be read or written just now. */
  | 'failed'
  /** A cursor that no page ended with. */
  | 'cursor'
  /** A query that is not run: it is no single SELECT, or asks for what queries may not. */
  | 'query-refused'
  /** A query with a mistake in it. */
  | 'query-wrong'
  /** A query that took more time or memory than it may. */
  | 'query-limit'

/** A store that does not do what it was asked for: `message` says what was expected and received, `remedy` what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault
  readonly remedy: string | undefined

  constructor(fault: StoreFault, message: string, { cause, remedy }: { readonly cause?: unknown; readonly remedy?: string } = {}) {
    super(message, { cause })
    this.fault = fault
    this.remedy = remedy
  }
}
