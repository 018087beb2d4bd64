import { type Bars, type Client, connectStream, createClient, type Footprint, type Order, type StreamConnection } from '@of/api'
import { computed, effect, type ReadonlySignal, signal, type Signal } from '@preact/signals'
import { type Context, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { BUBBLE_NOTIONAL } from '../chart/heat-scene.ts'
import { type DayOpen, followDayOpen, noDayOpen } from '../data/day-open.ts'
import type { Endpoint } from '../data/endpoint.ts'
import { followBars, followBook, followFootprint, followHeat, followProduct, followService } from '../data/follow.ts'
import { joinBars, joinFootprints, joinHeat } from '../data/join.ts'
import type { Heat } from '../data/merge.ts'
import { Past } from '../data/past.ts'
import { startPulse } from '../data/pulse.ts'
import { Store } from '../data/store.ts'
import { chosenTheme, keepTheme, systemTheme, type Theme } from '../theme/theme.ts'
import { openingView, readView, type ViewState, writeView } from './view-state.ts'

/** Something that lies over the page. */
export type Panel = 'quality' | 'keys' | 'products' | undefined

/** What of the chart is pointed at from elsewhere: a level, or the evidence of a factor. */
export type Highlight = 'vwap' | 'profile' | 'whales' | undefined

/** The page as a whole: what was received, how it is looked at, and the subscriptions that follow from that. */
export class Desk {
  readonly store: Store = new Store(Date.now())
  readonly view: Signal<ViewState>
  /** What the reader has chosen, else what the system prefers. */
  readonly theme: ReadonlySignal<Theme>
  readonly panel: Signal<Panel> = signal(undefined)
  readonly highlight: Signal<Highlight> = signal(undefined)
  /** A moment the chart is asked to show. */
  readonly target: Signal<number | undefined> = signal(undefined)
  /** What the colours of liquidity span, quote currency a row, and how high its rows are; `undefined` while none is drawn. */
  readonly ramp: Signal<{ readonly from: number; readonly to: number; readonly rowSize: number } | undefined> = signal(undefined)
  /** A short word to the reader, such as that a link was copied. */
  readonly notice: Signal<string | undefined> = signal(undefined)
  readonly product: ReadonlySignal<string | undefined>
  /** The product's increment of price; a cent while it is not known. */
  readonly tick: ReadonlySignal<number>
  readonly lastPrice: ReadonlySignal<number | undefined>
  /** Who crossed the spread last. */
  readonly lastSide: ReadonlySignal<Order['aggressor']>
  /** Orders that the chart marks: the same list until there is another of them. */
  readonly marked: ReadonlySignal<readonly Order[]>
  /** What the product cost a day ago. */
  readonly dayOpen: Signal<DayOpen | undefined> = noDayOpen()
  /** Bars, liquidity and footprints: what the stream tells, after the pages of the past that were asked for. */
  readonly bars: ReadonlySignal<Bars | undefined>
  readonly heat: ReadonlySignal<Heat | undefined>
  readonly footprints: ReadonlySignal<readonly Footprint[]>
  readonly past: Past
  readonly client: Client
  /** Resolves when the service has told how it is. */
  readonly whenTold: Promise<void>
  readonly #stream: StreamConnection
  readonly #stops: (() => void)[] = []
  #noticeTimer: ReturnType<typeof setTimeout> | undefined

  constructor({ token, url }: Endpoint) {
    this.view = signal(readView(location.search, { ...openingView, theme: chosenTheme() }))
    const system = systemTheme()
    this.theme = computed(() => this.view.value.theme ?? system.value)
    this.#stream = connectStream({
      url,
      token,
      onState: (state) => {
        this.store.link.value = state
      },
      onClock: (clockUs) => this.store.heardClock(clockUs, Date.now()),
    })
    this.client = createClient({ url, token })
    this.product = computed(() => this.view.value.product)
    this.past = new Past(this.client, () => {
      const { interval, product } = this.view.peek()
      return product === undefined ? undefined : { product, interval }
    })
    const { bars, footprint, heat } = this.store.shown
    this.bars = computed(() => joinBars(bars.value, this.past.bars.pages.value))
    this.heat = computed(() => joinHeat(heat.value, this.past.heat.pages.value))
    this.footprints = computed(() => joinFootprints(footprint.value, this.past.footprints.pages.value))
    const followed = computed(() => this.store.shown.health.value?.products.find(({ product }) => product === this.product.value))
    this.tick = computed(() => followed.value?.tick ?? 0.01)
    this.lastPrice = computed(() => this.store.shown.features.value?.features['lastPrice']?.value ?? followed.value?.lastPrice ?? undefined)
    this.lastSide = computed(() => this.store.shown.tape.value?.items.at(-1)?.aggressor ?? 'buy')
    let marked: readonly Order[] = []
    this.marked = computed(() => {
      const { items = [], whales = [] } = this.store.shown.tape.value ?? {}
      const now = [...whales, ...items.filter(({ notional, whale }) => whale || notional >= BUBBLE_NOTIONAL)]
      marked = marked.length === now.length && marked.every((order, i) => order === now[i]) ? marked : now
      return marked
    })
    this.#start()
    this.whenTold = new Promise((resolve) => {
      effect(() => {
        if (this.store.shown.health.value !== undefined) resolve()
      })
    })
  }

  /** Changes how the page is looked at. */
  look(change: Partial<ViewState>): void {
    this.view.value = { ...this.view.peek(), ...change }
  }

  /** The other theme, from now on and when the page is opened again. */
  chooseOtherTheme(): void {
    const theme = this.theme.peek() === 'dark' ? 'light' : 'dark'
    keepTheme(theme)
    this.look({ theme })
  }

  /** Somebody looks at a moment: asks for the page of the past before what there is, where the moment is before it. */
  needPast(fromUs: number): void {
    const { bars, footprint, heat } = this.store.shown
    const { view } = this.view.peek()
    const asked = [
      [this.past.bars, bars.peek()?.items[0]?.startUs],
      [this.past.heat, view === 'liquidity' ? heat.peek()?.columns[0]?.startUs : undefined],
      [this.past.footprints, view === 'footprint' ? footprint.peek()?.items[0]?.startUs : undefined],
    ] as const
    for (const [older, firstUs] of asked) if (firstUs !== undefined && older.isBefore(fromUs, firstUs)) older.need(firstUs, Date.now())
  }

  /** Tells the reader something for a moment. */
  say(text: string): void {
    clearTimeout(this.#noticeTimer)
    this.notice.value = text
    this.#noticeTimer = setTimeout(() => {
      this.notice.value = undefined
    }, 2_500)
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#stream.close()
  }

  #start(): void {
    const { store, view } = this
    const interval = computed(() => view.value.interval)
    const grouping = computed(() => view.value.grouping)
    const mainView = computed(() => view.value.view)
    const isPaused = computed(() => view.value.paused)
    this.#stops.push(
      startPulse((nowMs) => store.show(nowMs)),
      followService(this.#stream, store),
      effect(() => this.#chooseProduct()),
      this.#whileOf(
        () => this.product.value,
        (product) => {
          store.clearProduct()
          return followProduct(this.#stream, store, product)
        },
      ),
      this.#whileOf(
        () => this.product.value,
        (product) => followDayOpen(this.client, product, { clockUs: () => store.clockUs(Date.now()), open: this.dayOpen }),
      ),
      effect(() => {
        this.past.bars.keepIfReaching(store.shown.bars.value?.items[0]?.startUs)
        this.past.heat.keepIfReaching(store.shown.heat.value?.columns[0]?.startUs)
        this.past.footprints.keepIfReaching(store.shown.footprint.value?.items[0]?.startUs)
      }),
      this.#whileOf(
        () => this.product.value,
        (product) =>
          effect(() => {
            store.clear('bars')
            this.past.clear()
            return followBars(this.#stream, store, { product, interval: interval.value })
          }),
      ),
      this.#whileOf(
        () => this.product.value,
        (product) => effect(() => followBook(this.#stream, store, { product, grouping: grouping.value })),
      ),
      this.#whileOf(
        () => this.product.value,
        (product) =>
          effect(() => {
            if (mainView.value === 'liquidity') return followHeat(this.#stream, store, product)
            if (mainView.value === 'footprint') return followFootprint(this.#stream, store, { product, interval: interval.value })
            return undefined
          }),
      ),
      effect(() => store.pause(isPaused.value, Date.now())),
      effect(() => {
        document.documentElement.dataset['theme'] = this.theme.value
      }),
      effect(() => this.#writeAddress()),
    )
  }

  /** The product of the address, or the first there is. */
  #chooseProduct(): void {
    const products = this.store.shown.health.value?.products
    const first = products?.[0]?.product
    const chosen = this.view.value.product
    if (products === undefined || first === undefined) return
    if (chosen === undefined || !products.some(({ product }) => product === chosen)) this.look({ product: first })
  }

  /** Runs something for a product, and anew for another. */
  #whileOf(read: () => string | undefined, run: (product: string) => () => void): () => void {
    return effect(() => {
      const product = read()
      return product === undefined ? undefined : run(product)
    })
  }

  #writeAddress(): void {
    const view = this.view.value
    history.replaceState(null, '', `${location.pathname}?${writeView(view)}`)
  }
}

/** The desk of the page that a component is part of. */
export const DeskContext: Context<Desk | undefined> = createContext<Desk | undefined>(undefined)

/** The desk. Throws where a component is drawn outside of one. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('expected a desk around the component, received none')
  return desk
}
