import { ServiceProblem } from '../answers/service-problem.ts'

/** How many readers come from where: one address does not take every place. */
export class Addresses {
  readonly #most: number
  readonly #readers = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** Why another reader from an address is not let in; `undefined` where it is. */
  refusal(ip: string, { hasRoom }: { readonly hasRoom: boolean }): ServiceProblem | undefined {
    if (hasRoom && (this.#readers.get(ip) ?? 0) < this.#most) return undefined
    return new ServiceProblem({
      title: 'Too many readers',
      status: 503,
      detail: `expected ${hasRoom ? `at most ${this.#most} readers of an address` : 'fewer readers'}, received another`,
      remedy: 'Close one, or raise stream.maxSubscribers and stream.maxSubscribersPerAddress.',
    })
  }

  enter(ip: string): void {
    this.#readers.set(ip, (this.#readers.get(ip) ?? 0) + 1)
  }

  leave(ip: string): void {
    const left = (this.#readers.get(ip) ?? 1) - 1
    if (left > 0) this.#readers.set(ip, left)
    else this.#readers.delete(ip)
  }
}
