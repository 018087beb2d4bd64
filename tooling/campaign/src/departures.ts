interface Command {
  readonly type: string
  readonly channel: string
  readonly product_ids?: readonly string[]
}

/** What the frames of both channels have, as far as it is looked at. */
interface Sent {
  readonly channel?: unknown
  readonly events?: readonly {
    readonly type?: string
    readonly product_id?: string
    readonly subscriptions?: { readonly level2?: readonly string[] }
  }[]
}

/** Books that the venue no longer feeds and whose client has been told so: nobody may believe them before their next snapshot. */
export class Departures {
  /** By link: products that were unsubscribed, and that no snapshot of has left since. */
  readonly #leaving = new Map<string, Set<string>>()
  /** By link and number of a list: the leaving products that it no longer names. */
  readonly #told = new Map<string, readonly string[]>()
  /** Links and products of which the client knows. */
  readonly #gone = new Set<string>()
  /** By link: the greatest number that has reached the client, which passes over what comes after its turn. */
  readonly #newest = new Map<string, number>()

  /** The venue hears a client. */
  onHeard(link: string, text: string): void {
    const command: Command = JSON.parse(text)
    const { type, channel, product_ids: products = [] } = command
    if (type !== 'unsubscribe' || channel !== 'level2') return
    const leaving = this.#leaving.get(link) ?? new Set()
    for (const product of products) leaving.add(product)
    this.#leaving.set(link, leaving)
  }

  /** A frame leaves the venue. */
  onLeft(link: string, text: string, number: number | undefined): void {
    const leaving = this.#leaving.get(link)
    if (leaving === undefined || leaving.size === 0) return
    for (const product of shownIn(text)) leaving.delete(product)
    const named = namedIn(text)
    if (named !== undefined)
      this.#told.set(
        `${link} ${number}`,
        [...leaving].filter((product) => !named.has(product)),
      )
  }

  /** A frame has reached the client, whole or not, under the number that it has on the link; `number` is the one that the venue gave it. */
  onDelivered(link: string, text: string, wire: number, number: number = wire): void {
    if (wire <= (this.#newest.get(link) ?? -1)) return
    this.#newest.set(link, wire)
    for (const product of shownIn(text)) this.#gone.delete(`${link} ${product}`)
    const named = namedIn(text)
    if (named === undefined) return
    for (const product of this.#told.get(`${link} ${number}`) ?? []) if (!named.has(product)) this.#gone.add(`${link} ${product}`)
  }

  /** Whether the client has been told that the venue feeds the book no more. */
  isGone(link: string, product: string): boolean {
    return this.#gone.has(`${link} ${product}`)
  }
}

/** The products of which a frame brings a snapshot of the book; none if it cannot be read. */
function shownIn(text: string): readonly string[] {
  if (!text.includes('"snapshot"')) return []
  const { channel, events = [] } = parse(text)
  return channel === 'l2_data' ? events.flatMap(({ type, product_id: id }) => (type === 'snapshot' && id !== undefined ? [id] : [])) : []
}

/** The products whose books a list of the venue names; `undefined` of any other frame, and of a list that cannot be read. */
function namedIn(text: string): ReadonlySet<string> | undefined {
  if (!text.includes('"subscriptions"')) return undefined
  const { channel, events = [] } = parse(text)
  return channel === 'subscriptions' ? new Set(events.flatMap(({ subscriptions }) => subscriptions?.level2 ?? [])) : undefined
}

function parse(text: string): Sent {
  try {
    const sent: Sent = JSON.parse(text)
    return sent
  } catch {
    return {}
  }
}
