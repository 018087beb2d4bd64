/**
 * The numbers of what one client is sent of a recording: contiguous over what it wants of all recorded connections, but for the
 * holes of the recording, which stay holes. Where a recorded connection was lost is a hole too, for frames are missing there.
 */
export class Renumbering {
  readonly #last = new Map<string, number>()
  #next = 0

  /** A number for a frame that is not of the recording. */
  own(): number {
    this.#next += 1
    return this.#next - 1
  }

  /**
   * The number of a recorded frame that the client wants; `undefined` of one that came late before anything was sent.
   * A frame that came late, or twice, gets a number that has passed.
   */
  wanted(connection: string, sequence: number): number | undefined {
    const last = this.#last.get(connection)
    if (last === undefined || sequence > last) {
      this.passedOver(connection, sequence)
      return this.own()
    }
    return this.#next === 0 ? undefined : Math.max(0, this.#next - 1 - (last - sequence))
  }

  /** A recorded frame that the client does not want: it leaves no hole, but what was lost before it does. */
  passedOver(connection: string, sequence: number): void {
    const last = this.#last.get(connection)
    if (last !== undefined && sequence <= last) return
    if (last !== undefined) this.#skip(sequence - last - 1)
    this.#last.set(connection, sequence)
  }

  /** A recorded connection was closed or opened anew. */
  lost(connection: string): void {
    if (this.#last.delete(connection)) this.#skip(1)
  }

  /** Nothing is missing before the first frame. */
  #skip(count: number): void {
    if (this.#next > 0) this.#next += count
  }
}
