import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Arrival } from '@of/coinbase'
import { openTape } from '@of/tape'
import { type Input, inputOf } from './input.ts'

const RECORDING = 'coinbase-advanced-2026-08-09.jsonl.zst'

/** The real recording, if its folder is named by OF_RECORDINGS: 25 seconds of BTC-USD and ETH-USD. */
export async function recordedInput(): Promise<Input | undefined> {
  const folder = process.env['OF_RECORDINGS']
  const path = folder === undefined ? undefined : join(folder, RECORDING)
  if (path === undefined || !existsSync(path)) return undefined
  const arrivals: Arrival[] = []
  for await (const batch of openTape({ path })) for (const entry of batch) if (entry.kind !== 'header') arrivals.push(entry)
  return inputOf('real recording', arrivals)
}
