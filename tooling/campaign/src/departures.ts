interface Command {
  readonly type: string
  readonly channel: string
  readonly product_ids?: readonly string[]
}

interface Listing {
  readonly channel?: unknown
  readonly events?: readonly { readonly subscriptions?: { readonly level2?: readonly string[] } }[]
}

const SNAPSHOT_OF = /"type":"snapshot","product_id":"([^"]+)"/

/** Books that the venue no longer feeds and whose client has been told so: nobody may believe them before their next snapshot. */
export class Departures {
  /** By link: products that were unsubscribed, and that no snapshot of has left since. */
  readonly #leaving = new Map<string, Set<string>>()
  /** By link and number of a list: the leaving products that it no longer names. */
  readonly #told = new Map<string, readonly string[]>()
  /** Links and products of which the client knows. */
  readonly #gone = new Set<string>()

  /** The venue hears a client. */
  onHeard(link: string, text: string): void {
    const { type, channel, product_ids: products = [] } = JSON.parse(text) as Command
    if (type !== 'unsubscribe' || channel !== 'level2') return
    const leaving = this.#leaving.get(link) ?? new Set()
    for (const product of products) leaving.add(product)
    this.#leaving.set(link, leaving)
  }

  /** A frame leaves the venue. */
  onLeft(link: string, text: string, number: number | undefined): void {
    const leaving = this.#leaving.get(link)
    if (leaving === undefined || leaving.size === 0) return
    const snapshot = SNAPSHOT_OF.exec(text)?.[1]
    if (snapshot !== undefined) leaving.delete(snapshot)
    const named = namedIn(text)
    if (named !== undefined) this.#told.set(`${link} ${number}`, [...leaving].filter((product) => !named.has(product)))
  }

  /** A frame has reached the client under the number that the venue gave it, whole or not. */
  onDelivered(link: string, text: string, number: number): void {
    const snapshot = SNAPSHOT_OF.exec(text)?.[1]
    if (snapshot !== undefined) this.#gone.delete(`${link} ${snapshot}`)
    const named = namedIn(text)
    if (named === undefined) return
    for (const product of this.#told.get(`${link} ${number}`) ?? []) if (!named.has(product)) this.#gone.add(`${link} ${product}`)
  }

  /** Whether the client has been told that the venue feeds the book no more. */
  isGone(link: string, product: string): boolean {
    return this.#gone.has(`${link} ${product}`)
  }
}

/** The products whose books a list of the venue names; `undefined` of any other frame, and of a list that cannot be read. */
function namedIn(text: string): ReadonlySet<string> | undefined {
  if (!text.includes('"channel":"subscriptions"')) return undefined
  try {
    const { channel, events } = JSON.parse(text) as Listing
    return channel === 'subscriptions' ? new Set(events?.flatMap(({ subscriptions }) => subscriptions?.level2 ?? [])) : undefined
  } catch {
    return undefined
  }
}
