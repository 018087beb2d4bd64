/** Bytes of answers that are remembered. */
const mostBytes = 64 * 1024 * 1024

/** The REST answers of a recording, by path; the oldest are forgotten when there are too many. */
export class RecordedAnswers {
  readonly #bodies = new Map<string, string>()
  #bytes = 0

  add(path: string, body: string): void {
    this.#forget(path)
    this.#bodies.set(path, body)
    this.#bytes += body.length
    for (const oldest of this.#bodies.keys()) {
      if (this.#bytes <= mostBytes || this.#bodies.size === 1) return
      this.#forget(oldest)
    }
  }

  /**
   * The body that was recorded for a path with its query. Of candles and products, for which a client asks with a query of its own,
   * that of the nearest query; `undefined` if there is none.
   */
  find(path: string): string | undefined {
    const exact = this.#bodies.get(path)
    if (exact !== undefined) return exact
    const asked = new URL(path, 'http://recording')
    const isProducts = asked.pathname.endsWith('/products')
    if (!isProducts && !asked.pathname.endsWith('/candles')) return undefined
    let nearest: { readonly body: string; readonly distance: number } | undefined
    for (const [key, body] of this.#bodies) {
      const recorded = new URL(key, 'http://recording')
      if (recorded.pathname !== asked.pathname) continue
      const distance = isProducts ? 0 : distanceOf(asked.searchParams, recorded.searchParams)
      if (distance !== undefined && (nearest === undefined || distance <= nearest.distance)) nearest = { body, distance }
    }
    return nearest?.body
  }

  #forget(path: string): void {
    const body = this.#bodies.get(path)
    if (body === undefined) return
    this.#bodies.delete(path)
    this.#bytes -= body.length
  }
}

/** Seconds between the windows of two requests for candles; `undefined` if they are for candles of different lengths. */
function distanceOf(asked: URLSearchParams, recorded: URLSearchParams): number | undefined {
  if (asked.get('granularity') !== recorded.get('granularity')) return undefined
  return Math.abs((secondsOf(asked.get('start')) ?? 0) - (secondsOf(recorded.get('start')) ?? 0))
}

function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000
  return Number.isFinite(seconds) ? seconds : undefined
}
