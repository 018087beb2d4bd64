import type { Us } from '@of/core'
import { type Grid, grid, passOver, reachFor, ring } from './grid.ts'

/** When decisions and samples fall due. */
export interface Schedule {
  readonly decisions: Grid
  /** `undefined` when nothing is sampled. */
  readonly samples: Grid | undefined
}

/** Something that falls due at a time. */
export interface Due {
  readonly kind: 'decision' | 'sample'
  readonly timeUs: Us
}

/** A schedule on grids of exchange time, not started. */
export function schedule(decideEveryUs: Us, sampleEveryUs: Us | undefined): Schedule {
  return { decisions: grid(decideEveryUs), samples: sampleEveryUs === undefined ? undefined : grid(sampleEveryUs) }
}

/** Starts the grids at a time, or keeps them short of one that a long silence has left far behind. */
export function reachAllFor({ decisions, samples }: Schedule, nowUs: Us): void {
  reachFor(decisions, nowUs)
  if (samples !== undefined) reachFor(samples, nowUs)
}

/** Nothing is due up to a time. */
export function passOverAll({ decisions, samples }: Schedule, nowUs: Us): void {
  passOver(decisions, nowUs)
  if (samples !== undefined) passOver(samples, nowUs)
}

/** When something falls due next; `undefined` while the grids have not started. */
export function dueUs({ decisions, samples }: Schedule): Us | undefined {
  if (decisions.nextUs === undefined || samples === undefined) return decisions.nextUs
  return samples.nextUs === undefined ? undefined : Math.min(decisions.nextUs, samples.nextUs)
}

/** What falls due next up to a time, each once, in order of time and a sample before a decision of the same moment; `undefined` when nothing does. */
export function nextDue({ decisions, samples }: Schedule, untilUs: Us): Due | undefined {
  if (samples?.nextUs !== undefined && samples.nextUs <= (decisions.nextUs ?? Infinity)) {
    const timeUs = ring(samples, untilUs)
    return timeUs === undefined ? undefined : { kind: 'sample', timeUs }
  }
  const timeUs = ring(decisions, untilUs)
  return timeUs === undefined ? undefined : { kind: 'decision', timeUs }
}
