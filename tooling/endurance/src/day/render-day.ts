import type { DayResult, DayStep } from './day.ts'

const COLUMNS = ['command', 'seconds', 'cpu s', 'events/s', 'MB/s', 'peak MB', '1st half', '2nd half'] as const
const WIDTH = 11

/** A day as a table: what each command took, at what rate, with how much memory. */
export function renderDay({ compressedMb, events, heapMb, hours, mb, node, steps }: DayResult): string {
  const size = `${hours} h, ${events.toLocaleString('en')} events, ${mb.toFixed(0)} MB, ${compressedMb.toFixed(0)} MB compressed`
  return [
    `SIMULATED, ${size}, Node.js ${node}, at most ${heapMb} MB of old space a process\n`,
    line(COLUMNS),
    ...steps.map((step) => line(cellsOf(step))),
  ].join('')
}

function cellsOf({ command, cpuSeconds, eventsPerSecond, firstHalfMb, mbPerSecond, peakMb, secondHalfMb, seconds }: DayStep): string[] {
  const memory = [peakMb, firstHalfMb, secondHalfMb].map((value) => figure(value, 0))
  return [command, figure(seconds, 1), figure(cpuSeconds, 1), figure(eventsPerSecond, 0), figure(mbPerSecond, 1), ...memory]
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell, at) => (at === 0 ? cell.padEnd(WIDTH) : cell.padStart(WIDTH))).join('')}\n`
}

function figure(value: number | null, digits: number): string {
  return value === null ? 'n/a' : value.toFixed(digits)
}
