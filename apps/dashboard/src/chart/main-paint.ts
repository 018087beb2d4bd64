import type { Bar } from '@of/api'
import type { AutoscaleInfo } from 'lightweight-charts'
import { fixed, sharedDecimals } from '../format/number.ts'
import { clock } from '../format/time.ts'
import { followedSinceUs, type GapSpan, gapSpans } from './gap-spans.ts'
import { type DrawnHeat, HeatLayer } from './heat-layer.ts'
import type { Paints } from './layer.ts'
import { paintBands } from './paint-bands.ts'
import { FOOT_HEIGHT, paintFootprint, readableRange } from './paint-footprint.ts'
import { paintGaps } from './paint-gaps.ts'
import { type Level, type LevelStyle, NAMES_GUTTER, paintGutter, paintLevels, paintTags, placeTags } from './paint-levels.ts'
import { paintProfile, profileWidth } from './paint-profile.ts'
import { mergeNear, paintWhales, type WhaleMark, whaleMarks } from './paint-whales.ts'
import type { Plot } from './plot.ts'
import { flowOf, intervalUs, levelsOf, type Scene } from './scene.ts'

/** Marks of the axis that are nearer than this to a tag are left out, px. */
const TICK_DISTANCE = 16

/** How far down words about holes stand: below the readout, px. */
const WORDS_AT = 42

/** How far beyond the quotes liquidity is shown, as a share of the price. */
const HEAT_REACH = 0.0012

/** Draws the main pane: what lies behind the candles, before them, and on the price axis. */
export class MainPaint {
  readonly paints: Paints
  readonly #scene: () => Scene
  readonly #heat: HeatLayer = new HeatLayer()
  #tags: readonly number[] = []
  #drawnMarks: readonly WhaleMark[] = []
  #whales: { readonly orders: Scene['orders']; readonly bars: Scene['bars']; readonly marks: readonly WhaleMark[] } | undefined

  constructor(scene: () => Scene) {
    this.#scene = scene
    this.paints = {
      bottom: (plot) => this.#behind(plot),
      top: (plot) => this.#before(plot),
      axis: (plot) => this.#axis(plot),
    }
  }

  /** The liquidity that is drawn. */
  get heat(): DrawnHeat | undefined {
    return this.#heat.drawn
  }

  /** The whales that are drawn, and the levels. */
  get marks(): readonly WhaleMark[] {
    return this.#drawnMarks
  }

  get levels(): readonly Level[] {
    return levelsOf(this.#scene())
  }

  /** Where tags stand, in whole pixels: marks of the axis depend on it. */
  get tagsKey(): string {
    return this.#tags.map((y) => Math.round(y)).join()
  }

  /** Texts of the axis: none where a tag stands. */
  tickTexts(prices: readonly number[], yOf: (price: number) => number | null, decimals: number): string[] {
    return prices.map((price) => {
      const y = yOf(price)
      return y !== null && this.#tags.some((tag) => Math.abs(tag - y) < TICK_DISTANCE) ? '' : fixed(price, sharedDecimals(prices, decimals))
    })
  }

  /** The prices that the view needs. */
  autoscale(original: () => AutoscaleInfo | null, visible: readonly Bar[], height: number): AutoscaleInfo | null {
    const { bars, footprints, heat, view } = this.#scene()
    const [first, last] = [visible[0], visible.at(-1)]
    if (first === undefined || last === undefined || bars === undefined) return original()
    const endUs = last.startUs + intervalUs[bars.interval]
    if (view === 'liquidity' && heat !== undefined) {
      const quotes = heat.columns
        .filter(({ startUs }) => startUs >= first.startUs && startUs < endUs)
        .flatMap(({ bestAsk, bestBid }) => (bestAsk === null || bestBid === null ? [] : [bestBid, bestAsk]))
      if (quotes.length === 0) return original()
      const [low, high] = [Math.min(...quotes), Math.max(...quotes)]
      return { priceRange: { minValue: low * (1 - HEAT_REACH), maxValue: high * (1 + HEAT_REACH) } }
    }
    if (view === 'footprint') {
      const inView = footprints.map(({ items, rowSize }) => ({
        rowSize,
        items: items.filter(({ startUs }) => startUs >= first.startUs && startUs < endUs),
      }))
      const margins = { above: 30, below: FOOT_HEIGHT + 8 }
      const range = readableRange(inView, height - margins.above - margins.below)
      return range === undefined ? original() : { priceRange: range, margins }
    }
    return original()
  }

  #style({ width }: Plot): LevelStyle {
    const { decimals, isNarrow, last, layers, view } = this.#scene()
    const lineEnd = view === 'candles' && layers.profile ? width - profileWidth(width) : width
    const names = isNarrow && view === 'candles' ? NAMES_GUTTER : 0
    return { last: last?.side ?? 'stale', price: (value) => fixed(value, decimals), lineStart: names, lineEnd }
  }

  #behind(plot: Plot): void {
    const scene = this.#scene()
    const { bars, book, footprints, heat, highlight, isBookLive, layers, nowUs, orders, view, zone } = scene
    if (bars === undefined) return
    const widthUs = intervalUs[bars.interval]
    if (view === 'liquidity') {
      if (heat !== undefined) this.#heat.paint(plot, { heat, orders, book, isBookLive, nowUs: nowUs ?? 0, zone })
      paintGaps(plot, this.#gaps('book'), { isOpaque: true, wordsAt: WORDS_AT, columnUs: heat?.stepUs ?? widthUs })
      return
    }
    if (view === 'candles' && layers.vwap) paintBands(plot, bars.items, { widthUs, isStrong: highlight === 'vwap' })
    paintGaps(plot, this.#gaps('book'), { isOpaque: false, wordsAt: undefined, columnUs: widthUs })
    if (view === 'footprint') for (const footprint of footprints) paintFootprint(plot, footprint, bars.items, widthUs)
  }

  #before(plot: Plot): void {
    const scene = this.#scene()
    const { bars, highlight, layers, profile, view } = scene
    if (bars === undefined) return
    const style = this.#style(plot)
    const columnUs = flowOf(scene)?.widthUs ?? intervalUs[bars.interval]
    paintGaps(plot, [...this.#gaps('trades'), ...this.#silence()], { isOpaque: false, wordsAt: WORDS_AT, columnUs })
    if (view === 'candles') {
      if (layers.profile && profile !== undefined) paintProfile(plot, profile, { isStrong: highlight === 'profile', price: style.price })
      if (layers.whales) {
        plot.context.save()
        plot.context.beginPath()
        plot.context.rect(style.lineStart, 0, style.lineEnd - style.lineStart, plot.height)
        plot.context.clip()
        const marks = this.#marks(scene)
        this.#drawnMarks = scene.isNarrow ? mergeNear(marks, plot.xOf) : marks
        paintWhales({ ...plot, width: style.lineEnd }, this.#drawnMarks, { isStrong: highlight === 'whales', left: style.lineStart })
        plot.context.restore()
      }
    }
    if (style.lineStart > 0) paintGutter(plot)
    paintLevels(plot, this.levels, style)
  }

  #axis(plot: Plot): void {
    const { levels } = this
    this.#tags = placeTags(plot, levels, plot.height).places.flatMap((y) => y ?? [])
    paintTags(plot, levels, this.#style(plot))
  }

  #marks({ bars, orders }: Scene): readonly WhaleMark[] {
    if (this.#whales?.orders !== orders || this.#whales.bars !== bars) {
      const marks = bars === undefined ? [] : whaleMarks(orders, bars.items, intervalUs[bars.interval])
      this.#whales = { orders, bars, marks }
    }
    return this.#whales.marks
  }

  #gaps(source: 'book' | 'trades'): readonly GapSpan[] {
    return gapsOf(this.#scene(), source)
  }

  #silence(): readonly GapSpan[] {
    return silenceOf(this.#scene())
  }
}

/** Holes of a source in a scene. */
export function gapsOf({ bars, nowUs, zone }: Scene, source: 'book' | 'trades'): readonly GapSpan[] {
  return bars === undefined ? [] : gapSpans(bars.gaps, source, { nowUs: nowUs ?? 0, zone })
}

/** Time up to now of which nothing is known, because nothing is heard. */
export function silenceOf({ nowUs, silentSinceUs, zone }: Scene): readonly GapSpan[] {
  if (silentSinceUs === undefined || nowUs === undefined) return []
  return [{ fromUs: silentSinceUs, toUs: nowUs, source: 'trades', isOpen: true, words: `no data since ${clock(silentSinceUs, zone)}` }]
}

/** When a source was first there in a scene. */
export function sinceOf({ bars }: Scene, source: 'book' | 'trades'): number | undefined {
  return bars === undefined ? undefined : followedSinceUs(bars.items, source)
}
