import { commandLine, recordingWords } from '../build/command.ts'
import { originOf, provenanceFacts } from '../build/inputs.ts'
import type { Part } from '../build/part.ts'
import { bpsSize, counted, fixed } from '../format/numbers.ts'
import { spanText } from '../format/times.ts'
import { forwardSection } from './forward.ts'
import { luckSection } from './luck.ts'
import type { TuneReading } from './tune-result.ts'

const US_PER_MS = 1_000

/** A search among rules, and how much of what it found is luck, as part of a page. */
export function tunePart(tuned: TuneReading): Part {
  const { conclusions, edge, feeBps, input, latencyUs, notional, products, span, trials } = tuned
  const command = input.command ?? commandLine(`of tune ${recordingWords(input.recordings)}`, `--fees ${feeBps} --json`)
  return {
    name: 'search among rules',
    origin: originOf(input),
    inputs: [
      ...provenanceFacts(input),
      { name: 'span', value: spanText(span.fromUs, span.toUs) },
      { name: 'moments of decision', value: products.map(({ moments, product }) => `${product} ${fixed(moments, 0)}`).join(', ') },
      { name: 'costs', value: `${bpsSize(feeBps)} a fill, the book walked for ${notional} after ${latencyUs / US_PER_MS} ms` },
      { name: 'command', value: command },
    ],
    verdicts: [
      {
        word: edge ? 'EDGE FOUND' : 'NO EDGE FOUND',
        tone: edge ? 'good' : 'bad',
        of: `the best of ${counted(trials.ever, 'configuration')} ever tried on these data`,
        reasons: conclusions,
      },
    ],
    sections: [forwardSection(tuned, command), luckSection(tuned, command)],
  }
}
