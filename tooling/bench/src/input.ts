import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { bitcoin, ether, simulate } from '@of/sim'
import { openTape } from '@of/tape'

/** Frames as bytes, as a socket or a file hands them over. */
export interface Input {
  readonly name: string
  readonly frames: readonly Buffer[]
  readonly bytes: number
}

const RECORDING = 'coinbase-advanced-2026-08-09.jsonl.zst'

/** A minute of two simulated products, the same bytes every time, its books as deep as the simulator makes them. */
export function simulatedInput(): Input {
  const products = [
    { ...bitcoin, levels: 8_000, makerUpdatesPerSecond: 12 },
    { ...ether, levels: 950, makerUpdatesPerSecond: 8 },
  ]
  const frames: Buffer[] = []
  for (const arrival of simulate({ seed: 42, startUs: 1_767_312_000_000_000, durationUs: 60_000_000, products })) {
    if (arrival.kind === 'frame') frames.push(Buffer.from(arrival.frame))
  }
  return sized('simulated, seed 42', frames)
}

/** The frames of the real recording, if its folder is named by OF_RECORDINGS. */
export async function recordedInput(): Promise<Input | undefined> {
  const folder = process.env['OF_RECORDINGS']
  const path = folder === undefined ? undefined : join(folder, RECORDING)
  if (path === undefined || !existsSync(path)) return undefined
  const frames: Buffer[] = []
  for await (const batch of openTape({ path })) {
    for (const entry of batch) if (entry.kind === 'frame') frames.push(Buffer.from(entry.frame))
  }
  return sized(RECORDING, frames)
}

function sized(name: string, frames: readonly Buffer[]): Input {
  return { name, frames, bytes: frames.reduce((total, { length }) => total + length, 0) }
}
