import { commandLine, shellWord } from '../build/command.ts'
import { originOf, provenanceFacts } from '../build/inputs.ts'
import type { Part } from '../build/part.ts'
import type { Verdict } from '../document/document.ts'
import { counted } from '../format/numbers.ts'
import { spanText } from '../format/times.ts'
import { edgeSection } from './edge.ts'
import type { GateReading } from './gate-result.ts'
import { powerSection } from './power.ts'
import { ruleSection } from './rule.ts'

/** A gate's verdict on trades, and all that it rests on, as part of a page. */
export function gatePart(gate: GateReading): Part {
  const { input = {}, trades } = gate
  const command = input.command ?? commandOf(gate)
  return {
    name: input.trades === undefined ? 'verdict on trades' : `verdict on ${input.trades}`,
    origin: originOf(input),
    inputs: [
      { name: 'trades', value: counted(trades.n, 'trade') },
      ...(input.baseline === undefined || input.baseline === null ? [] : [{ name: 'baseline', value: input.baseline }]),
      ...provenanceFacts(input),
      ...(trades.firstUs === null || trades.lastUs === null ? [] : [{ name: 'span', value: spanText(trades.firstUs, trades.lastUs) }]),
      { name: 'command', value: command },
    ],
    verdicts: [verdictOf(gate)],
    sections: [edgeSection(gate, command), ruleSection(gate, command), powerSection(gate, command)],
  }
}

const tones = { GO: 'good', 'NO-GO': 'bad', 'NOT ENOUGH DATA': 'open' } as const

function verdictOf({ reasons, stillNeeded, trades, verdict }: GateReading): Verdict {
  const needed =
    verdict !== 'NOT ENOUGH DATA' || stillNeeded === null || stillNeeded === 0
      ? []
      : [`${counted(stillNeeded, 'trade')} still needed to find the edge looked for four times in five`]
  return { word: verdict, tone: tones[verdict], of: `${counted(trades.n, 'trade')}, after costs`, reasons: [...reasons, ...needed] }
}

/** The command that makes the verdict again, as far as its result tells. */
function commandOf({ breakEven, input = {}, sequential, sharpe }: GateReading): string {
  const { baseline, feeBps = 0, trades } = input
  return commandLine(
    `of gate --trades ${shellWord(trades ?? 'TRADES.csv')}`,
    baseline === undefined || baseline === null ? undefined : `--baseline ${shellWord(baseline)}`,
    sharpe.trials === 1 ? undefined : `--trials ${sharpe.trials}`,
    feeBps === 0 ? undefined : `--fees ${feeBps}`,
    breakEven.source === 'registered' && breakEven.winRate !== null ? `--break-even ${100 * breakEven.winRate}` : undefined,
    sequential?.boundSource === 'registered' ? `--max-loss-bps ${sequential.lossBoundBps}` : undefined,
    '--json',
  )
}
