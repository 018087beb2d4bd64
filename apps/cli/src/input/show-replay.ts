import type { RuleSet } from '@of/signals'
import type { Host } from '../host.ts'
import { showWatch } from '../watch/show-watch.ts'
import type { WatchSource } from '../watch/source.ts'
import type { Replay, ReplayBatch } from './replay.ts'

/** A replay that goes by and tells everything, and what it is called. */
export interface ShownReplay {
  readonly batches: AsyncIterable<ReplayBatch>
  readonly replay: Replay
  readonly names: readonly string[]
  /** `undefined` as fast as it can be read. */
  readonly speed: number | undefined
}

/** Shows a replay on the terminal as what arrives live is shown, until it ends or a person quits: the replay's own analysis, none beside it. */
export async function showReplay(
  { batches, names, replay, speed }: ShownReplay,
  options: { readonly products: readonly string[]; readonly ruleSet: RuleSet },
  host: Host,
): Promise<void> {
  const words = `${names.join(', ')} · speed ${speed ?? 'max'}`
  const source: WatchSource = {
    label: () => ({ kind: 'replay', isSimulated: replay.reading.simulated, words }),
    health: () => undefined,
    nowUs: () => undefined,
    async *[Symbol.asyncIterator]() {
      for await (const { arrivals, events: told } of batches) yield { arrivals, events: [], told }
    },
  }
  await showWatch(source, { ...options, form: 'screen', pipeline: replay.pipeline }, host)
}
