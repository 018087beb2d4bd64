import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { openTape } from '@of/tape'
import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import type { ProductReport } from './report.ts'
import { PlainAnalysis } from './testing/plain-analysis.ts'

const folder = process.env['OF_RECORDINGS']
const recording = folder === undefined ? undefined : join(folder, 'coinbase-advanced-2026-08-09.jsonl.zst')
const present = recording !== undefined && existsSync(recording)
if (!present)
  process.stderr.write('note: no real recording: set OF_RECORDINGS to the folder that holds coinbase-advanced-2026-08-09.jsonl.zst\n')

describe.runIf(present)('the real recording', async () => {
  const pipeline = new Pipeline()
  const plain = new PlainAnalysis()
  if (recording !== undefined && present) {
    for await (const batch of openTape({ path: recording })) {
      for (const entry of batch) {
        if (entry.kind === 'header') continue
        pipeline.push(entry)
        if (entry.kind === 'frame') plain.push(Buffer.from(entry.frame).toString())
      }
    }
  }
  const report = (product: string): ProductReport => pipeline.report(product, { simulated: false })!

  describe.each(['BTC-USD', 'ETH-USD'])('%s', (product) => {
    it('has figures equal to a plain, exact computation', () => {
      const { book, totals } = report(product)
      const exact = plain.of(product)
      expect(book).toMatchObject(exact.book)
      expect(totals).toMatchObject(exact.counts)
      for (const name of ['ofi', 'buyVolume', 'sellVolume', 'cvd', 'vwap'] as const) {
        expect(totals[name]! / exact.sums[name], name).toBeCloseTo(1, 12)
      }
    })

    it('loses nothing and never crosses', () => {
      expect(report(product).quality).toMatchObject({
        frames: 1_030,
        sequenceGaps: 0,
        lateFrames: 0,
        unreadableFrames: 0,
        unknownChannels: 0,
        unknownKeys: 0,
        crossedStates: 0,
        missingTradeIds: 0,
        tickers: { disagreed: 0 },
      })
    })

    it('passes the aggressor audit', () => {
      const { verdict, share } = report(product).quality.aggressorAudit
      expect(verdict).toBe('healthy')
      expect(share).toBeGreaterThanOrEqual(0.9)
    })

    it('decides once, at the one minute that closes', () => {
      expect(report(product).decisions).toMatchObject([{ timeUs: 1_786_309_560_000_000, abstained: false }])
    })
  })
})
