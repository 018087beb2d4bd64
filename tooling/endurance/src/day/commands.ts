import { join } from 'node:path'

/** A command that a recording goes through. */
export interface DayCommand {
  readonly name: string
  readonly args: readonly string[]
  /** Whether it reads the recording: of what does not, there is no rate. */
  readonly reads: boolean
}

const FEE_BPS = '25'
const FEES = ['--fees', 'taker-25bps']
const ARMS = ['brief', 'candle', 'both'] as const

/** What a day is judged with, in an order in which each finds what it needs in the folder. */
export function dayCommands(recording: string, folder: string): readonly DayCommand[] {
  const trades = (arm: string): string => join(folder, `trades-${arm}.csv`)
  const arms = ARMS.flatMap((arm) => ['--arm', arm])
  return [
    reading('study', ['study', recording, '--fees', FEE_BPS, '--levels', '--json']),
    reading('backtest', ['backtest', recording, ...FEES, ...arms, '--trades-out', join(folder, 'trades.csv'), '--json']),
    reading('tune', ['tune', recording, '--fees', FEE_BPS, '--registry', join(folder, 'trials.ndjson'), '--json']),
    reading('ab', ['ab', recording, ...FEES, ...arms, '--json']),
    judging('ab --trades', ['ab', ...ARMS.flatMap((arm) => ['--trades', trades(arm)]), '--primary', 'net', '--json']),
    judging('gate', ['gate', '--trades', trades('brief'), '--baseline', trades('candle'), '--json']),
  ]
}

/** What must print the same bytes of the same recording everywhere, with a folder for what it writes and keeps, in which nothing is yet. */
export function sameCommands(recording: string, folder: string, threads: number): readonly DayCommand[] {
  const arms = ARMS.flatMap((arm) => ['--arm', arm])
  const trades = (arm: string): string => join(folder, `trades-${arm}.csv`)
  const spread = ['--threads', String(threads)]
  const search = [
    '--trials',
    '40',
    '--null-runs',
    '5',
    '--min-trades',
    '2',
    '--preset',
    'brief',
    '--registry',
    join(folder, 'trials.ndjson'),
  ]
  return [
    reading('study', ['study', recording, '--fees', FEE_BPS, '--levels', '--json']),
    reading('backtest', ['backtest', recording, ...FEES, ...arms, '--trades-out', join(folder, 'trades.csv'), '--json']),
    reading('tune', ['tune', recording, '--fees', '1', ...search, ...spread, '--json']),
    reading('ab', ['ab', recording, ...FEES, '--json']),
    judging('ab --trades', ['ab', ...ARMS.flatMap((arm) => ['--trades', trades(arm)]), '--primary', 'net', '--json']),
    judging('gate', ['gate', '--trades', trades('brief'), '--baseline', trades('candle'), '--json']),
    reading('features', ['features', recording, '--every', '1s', ...spread]),
    reading('analyze', ['analyze', recording, ...spread, '--json']),
    reading('replay', ['replay', recording, ...spread, '--json']),
    reading('evidence', ['evidence', recording, '--all']),
  ]
}

function reading(name: string, args: readonly string[]): DayCommand {
  return { name, args, reads: true }
}

function judging(name: string, args: readonly string[]): DayCommand {
  return { name, args, reads: false }
}
