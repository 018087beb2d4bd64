import { commandLine, shellWord } from '../build/command.ts'
import { originOf, provenanceFacts } from '../build/inputs.ts'
import type { Part } from '../build/part.ts'
import { spanText } from '../format/times.ts'
import type { AbReading } from './ab-result.ts'
import { armsSection } from './arms.ts'
import { pairsSection } from './pairs.ts'

/** A comparison of arms as part of a page. */
export function abPart(ab: AbReading): Part {
  const { arms, grid, input = {}, primary } = ab
  const lists = input.trades ?? arms.map(({ name }) => `${name}.csv`)
  const fee = input.feeBps === undefined || input.feeBps === 0 ? undefined : `--fees ${input.feeBps}`
  const trades = lists.map((list) => `--trades ${shellWord(list)}`)
  const command = input.command ?? commandLine('of ab', ...trades, `--primary ${primary.metric}`, fee, '--json')
  return {
    name: `comparison of ${arms.map(({ name }) => name).join(', ')}`,
    origin: originOf(input),
    inputs: [
      ...provenanceFacts(input),
      ...(grid.fromUs === null || grid.toUs === null ? [] : [{ name: 'common hours', value: spanText(grid.fromUs, grid.toUs) }]),
      { name: 'metric that decides', value: `${primary.metric}, chosen before anything was read` },
      { name: 'command', value: command },
    ],
    verdicts: [],
    sections: [pairsSection(ab, command), armsSection(ab, command)],
  }
}
