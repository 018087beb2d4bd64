import { SECOND_US } from '@of/core'
import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { Reading, type Step, type TimeRange } from '../input/reading.ts'
import { asText, header, startMs } from '../testing/made-up-recording.ts'
import { Analyst } from './analyst.ts'
import { mergedFindings, mergedTold } from './merge.ts'
import { packed, unpacked } from './packed-steps.ts'
import type { Task, Tells, Told } from './task.ts'
import { chunks, products, troubledLines } from './testing/troubled-lines.ts'

/** With a silence in it, after which several samples fall due at once, one of them with a decision. */
const whole = troubledLines(62).filter((line) => line.startsWith('{') || isOutside(Number(line.slice(0, line.indexOf(' ')))))
const half = whole.length >> 1
/** The two halves of a session as files of their own, and the second once more as the beginning of another. */
const parts = [asText(whole.slice(0, half)), asText([header({ session: 's', segment: 2 }), ...whole.slice(half)])]
const strangers = [asText(whole.slice(0, half)), asText([header({ session: 't', segment: 1 }), ...whole.slice(half)])]

const at = (second: number): number => (startMs + second * 1_000) * 1_000
const range = { fromUs: at(33.5), toUs: at(61.5) }
const decisions: Tells = { kind: 'decisions', form: 'json' }
const rows: Tells = { kind: 'rows', format: 'csv' }
const reports: Tells = { kind: 'reports' }

describe('what analysts of shares told, merged', () => {
  it.each<[string, readonly string[], { readonly tells: Tells; readonly asked?: readonly string[]; readonly range?: TimeRange }]>([
    ['of decisions and samples', [asText(whole)], { tells: decisions }],
    ['as rows of some products', [asText(whole)], { tells: rows, asked: ['SOL-USD', 'BTC-USD', 'NO-USD'] }],
    ['as reports', [asText(whole)], { tells: reports }],
    ['of what counts from a time on and ends at another', parts, { tells: decisions, range }],
    ['as a report of a part', parts, { tells: reports, range, asked: ['ADA-USD'] }],
    ['of files that do not go on with each other', strangers, { tells: decisions }],
    ['of what stands before a damage', [`${asText(whole.slice(0, 200))}what is this?\n`], { tells: decisions }],
  ])('is what one analyst tells %s', async (_title, texts, { asked = [], range: span = {}, tells }) => {
    const batches = await stepsOf(texts, span)
    const task: Task = { ruleSet: presets.default, countFromUs: span.fromUs, sampleEveryUs: 5 * SECOND_US, products: asked, tells }
    const one = new Analyst(task)
    const told: Told[] = batches.flatMap((steps) => one.take(steps))
    expect(told.length + one.findings().reports.length).toBeGreaterThan(0)
    for (const count of [2, 3, 7]) {
      const shares = Array.from({ length: count }, (_, index) => new Analyst(task, { index, count }))
      const merged = batches.flatMap((steps) => {
        const message = structuredClone(packed(steps, (bytes) => new SharedArrayBuffer(bytes)))
        return mergedTold(shares.map((analyst) => analyst.take(unpacked(message))))
      })
      expect(merged).toEqual(told)
      const findings = shares.map((analyst) => analyst.findings())
      expect(mergedFindings(findings)).toEqual(one.findings())
      // No share has more than one product more than another.
      if (tells === reports && asked.length === 0)
        for (const share of findings) expect(Math.abs(share.reports.length - products.length / count)).toBeLessThan(1)
    }
  })
})

function isOutside(receivedUs: number): boolean {
  return receivedUs < (startMs + 46_000) * 1_000 || receivedUs > (startMs + 61_000) * 1_000
}

async function stepsOf(texts: readonly string[], span: TimeRange): Promise<(readonly Step[])[]> {
  const recordings = texts.map((text, number) => ({ name: `made up ${number}`, stream: chunks(text) }))
  const batches: (readonly Step[])[] = []
  for await (const steps of new Reading({ recordings, range: span, signal: new AbortController().signal, onProgress: () => {} }))
    batches.push(steps)
  return batches
}
