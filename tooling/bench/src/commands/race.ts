import process, { version } from 'node:process'
import { type Base, baseContestants, openBase } from '../base/base.ts'
import { frameContestants, trueBooks } from '../frame-contestants.ts'
import type { Input } from '../input/input.ts'
import { inputs } from '../input/inputs.ts'
import { peerContestants } from '../peers/peers.ts'
import { raceJson } from '../race/json.ts'
import { processorMs, race, wallMs } from '../race/race.ts'
import { standings } from '../race/standings.ts'
import { type InputStandings, raceMarkdown, raceText } from '../race/table.ts'
import { note, progress } from '../terminal.ts'
import { count, options } from '../usage.ts'

/** What `race` says of itself. */
export const raceUsage = `race [--rounds N] [--cpu] [--peers] [--base REF] [--json | --markdown]

  Races decoding, book and metrics against JSON.parse(buffer.toString()) on the same bytes. Everyone runs in every round, in
  turns; ratios are taken within a round; medians over the rounds, and where they lie with a confidence of 95 %.
  Inputs: a simulated minute of two products in the shape of the real recording, and its updates alone; the real recording in the
  same two forms, if OF_RECORDINGS names its folder.

  --rounds N   rounds that count, 15 unless given, 7 with --peers
  --cpu        count the processor time of the process, of all its threads, in place of time on the wall: for a busy machine
  --peers      race other people's packages too, installed on first use, and our own of the last tag
  --base REF   race our own packages as they were at a commit
  --json       one object on one line: {node, input, results: [{name, unit, median, spread, vsJsonParse}], more: [other inputs]}
  --markdown   the table of the README
`

const known = {
  rounds: { type: 'string' },
  cpu: { type: 'boolean' },
  peers: { type: 'boolean' },
  base: { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
} as const

const ROUNDS = { alone: 15, withPeers: 7 }

/** Races, prints, and returns the exit code: 1 when ours did not arrive at the true books. */
export async function raceCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { rounds: text, cpu = false, peers = false, base: ref, json = false, markdown = false } = options(args, known)
  const rounds = count('rounds', text, peers ? ROUNDS.withPeers : ROUNDS.alone)
  const base = baseFor(ref, peers)
  try {
    const races: InputStandings[] = []
    for (const input of await inputs()) {
      const result = await raceOver(input, { rounds, cpu, peers, base: await base, signal })
      races.push(result)
      if (!json && !markdown) process.stdout.write(`\n${raceText(result, version)}`)
    }
    if (races.length === 2) note('note: no real recording: set OF_RECORDINGS to the folder that holds it')
    if (json || markdown) process.stdout.write(json ? `${JSON.stringify(raceJson(races, version))}\n` : raceMarkdown(races, version))
    return races.every((result) => oursAreRight(result)) ? 0 : 1
  } finally {
    const opened = await base
    opened?.close()
  }
}

/** A base is built when one is named, and the last release for a race with others. */
async function baseFor(ref: string | undefined, peers: boolean): Promise<Base | undefined> {
  return ref !== undefined || peers ? openBase(ref) : undefined
}

interface Entrants {
  readonly rounds: number
  readonly cpu: boolean
  readonly peers: boolean
  readonly base: Base | undefined
  readonly signal: AbortSignal
}

async function raceOver(input: Input, { rounds, cpu, peers, base, signal }: Entrants): Promise<InputStandings> {
  const truth = trueBooks(input)
  const contestants = [...frameContestants(input), ...(base ? baseContestants(base, input) : []), ...(peers ? peerContestants(input) : [])]
  const timings = await race(contestants, {
    rounds,
    signal,
    clock: cpu ? processorMs : wallMs,
    onRound: (round) => progress(`${input.name}: ${round === undefined ? 'warming up' : `round ${round + 1} of ${rounds}`}`),
  })
  progress('')
  return { input, standings: standings(input, timings, truth) }
}

/** Whether our own books are the true ones; says so where they are not. */
function oursAreRight({ input, standings: all }: InputStandings): boolean {
  const ours = new Set(frameContestants(input).map(({ name }) => name))
  const wrong = all.filter(({ name, isRight }) => ours.has(name) && isRight === false)
  for (const { name, notes } of wrong) note(`error: ${name}, ${input.name}: ${notes.join('; ')}`)
  return wrong.length === 0
}
