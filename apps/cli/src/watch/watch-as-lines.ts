import type { Us } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import type { Host } from '../host.ts'
import { secondObject } from './json-lines.ts'
import { decimalsOf } from './numbers.ts'
import { type WatchEvent, WatchState } from './model/watch-state.ts'
import { eventLine, feedLine, type LineContext, secondLine, simulatedLine } from './plain-lines.ts'
import type { WatchOptions } from './watch-options.ts'
import type { WatchBatch, WatchSource } from './source.ts'

type Sample = Extract<PipelineEvent, { readonly kind: 'sample' }>

/** Prints a source line by line until it ends: one line a product a second and, unless it is JSON, one for each event. */
export async function watchAsLines(
  source: WatchSource,
  options: WatchOptions & { readonly form: 'plain' | 'json' },
  { output }: Host,
): Promise<void> {
  const lines = new Lines(source, options)
  for await (const batch of source) {
    const text = lines.of(batch)
    if (text !== '') await output.write(text)
  }
}

class Lines {
  readonly #source: WatchSource
  readonly #state: WatchState
  readonly #isJson: boolean
  readonly #contexts = new Map<string, Omit<LineContext, 'health'>>()
  #hasSaidSimulated = false
  #receivedUs: Us = 0

  constructor(source: WatchSource, options: WatchOptions & { readonly form: 'plain' | 'json' }) {
    this.#source = source
    this.#state = new WatchState(options)
    this.#isJson = options.form === 'json'
  }

  of(batch: WatchBatch): string {
    const lines: string[] = []
    const [first] = batch.arrivals
    if (first !== undefined) {
      this.#receivedUs = first.receivedUs
      lines.push(...this.#saySimulated(this.#receivedUs))
    }
    if (!this.#isJson) for (const event of batch.events) lines.push(...present(feedLine(event)))
    for (const event of this.#state.take(batch)) lines.push(...this.#tell(event))
    return lines.map((line) => `${line}\n`).join('')
  }

  #tell(event: WatchEvent): string[] {
    // Before the first frame there is no exchange time.
    if (event.kind === 'fault' && event.timeUs === 0) return this.#tell({ ...event, timeUs: this.#receivedUs })
    if (event.product === undefined) return this.#isJson ? [] : present(eventLine(event, { decimals: 2 }))
    if (!this.#state.products.includes(event.product)) return []
    const context = this.#follow(event)
    if (event.kind === 'sample') return [this.#second(event, context)]
    return this.#isJson ? [] : present(eventLine(event, context))
  }

  /** What the lines are of may become known only while they come. */
  #saySimulated(receivedUs: Us): string[] {
    const { isSimulated, words } = this.#source.label()
    if (!isSimulated || this.#isJson || this.#hasSaidSimulated) return []
    this.#hasSaidSimulated = true
    return [simulatedLine(receivedUs, words)]
  }

  #second(event: Sample, context: Omit<LineContext, 'health'>): string {
    const full = { ...context, health: this.#source.health() }
    if (!this.#isJson) return secondLine(event, full)
    return secondObject(event, { ...full, isSimulated: this.#source.label().isSimulated })
  }

  /** What is known of the product once the event is. */
  #follow(event: WatchEvent & { readonly product?: string }): Omit<LineContext, 'health'> {
    const product = event.product ?? ''
    let context = this.#contexts.get(product) ?? { decision: undefined, bookState: 'empty', decimals: 0 }
    if (event.kind === 'decision') context = { ...context, decision: event.decision }
    if (event.kind === 'book-state') context = { ...context, bookState: event.state }
    if (event.kind === 'trades')
      context = { ...context, decimals: Math.max(context.decimals, ...event.trades.map(({ price }) => decimalsOf(price))) }
    this.#contexts.set(product, context)
    return context
  }
}

function present(line: string | undefined): string[] {
  return line === undefined ? [] : [line]
}
