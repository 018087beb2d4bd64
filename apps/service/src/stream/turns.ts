/** Some of a piece of work: done until `isOver` says that others wait. Tells whether all of it is done. */
export type Job = (isOver: () => boolean) => boolean

/** How long work may keep everything else waiting, ms. */
const SLICE_MS = 4

/** Work that is done one piece after another, a little in each turn of the event loop: what arrives meanwhile is read between two slices. */
export class Turns {
  readonly #nowMs: () => number
  readonly #jobs: Job[] = []
  #next: NodeJS.Immediate | undefined

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs
  }

  /** Does a piece of work once those before it are done; never before this returns. */
  add(job: Job): void {
    this.#jobs.push(job)
    this.#next ??= setImmediate(() => this.#work())
  }

  /** What is not done yet never will be. */
  stop(): void {
    this.#jobs.length = 0
    clearImmediate(this.#next)
    this.#next = undefined
  }

  #work(): void {
    this.#next = undefined
    const endMs = this.#nowMs() + SLICE_MS
    const isOver = (): boolean => this.#nowMs() >= endMs
    for (let job = this.#jobs[0]; job !== undefined; job = this.#jobs[0]) {
      if (!job(isOver)) break
      this.#jobs.shift()
      if (isOver()) break
    }
    if (this.#jobs.length > 0) this.#next = setImmediate(() => this.#work())
  }
}
