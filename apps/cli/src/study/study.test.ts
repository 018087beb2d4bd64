import { setImmediate as nextTurn } from 'node:timers/promises'
import { SECOND_US } from '@of/core'
import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { Reading } from '../input/reading.ts'
import { asText, startMs } from '../testing/made-up-recording.ts'
import { Study } from './study.ts'
import type { Findings, Task, Told } from './task.ts'
import { chunks, troubledLines } from './testing/troubled-lines.ts'

const text = asText(troubledLines(62))
const task: Task = { ruleSet: presets.default, sampleEveryUs: 5 * SECOND_US, products: [], tells: { kind: 'decisions', form: 'json' } }

function readingOf(stream: AsyncIterable<Uint8Array>, signal: AbortSignal = new AbortController().signal): Reading {
  return new Reading({ recordings: [{ name: 'made up', stream }], range: {}, signal, onProgress: () => {} })
}

interface Came {
  readonly told: readonly Told[]
  readonly findings: Findings
  readonly damage: string | undefined
}

async function came(threads: number, of: Partial<Task> = {}): Promise<Came> {
  const reading = readingOf(chunks(`${text}what is this?\n`))
  const study = new Study({ reading, task: { ...task, ...of }, threads })
  const told: Told[] = []
  for await (const batch of study.told()) told.push(...batch)
  return { told, findings: study.findings, damage: reading.damage?.message }
}

/** Every thread that lives is talked to. */
const activePorts = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

describe('Study', () => {
  it('comes to the same in several threads as in one, up to a damage', async () => {
    const [one, two, reports, threeReports] = await Promise.all([
      came(1),
      came(2),
      came(1, { tells: { kind: 'reports' } }),
      came(3, { tells: { kind: 'reports' } }),
    ])
    expect(two).toEqual(one)
    expect(threeReports).toEqual(reports)
    expect(one.told.length).toBeGreaterThan(50)
    expect(reports.findings.reports).toHaveLength(5)
    expect(one.damage).toMatch(/^made up: line \d+ \(byte [\d,]+\) is not a frame/)
  })

  it('takes no more in hand than it may while nobody takes what it tells', async () => {
    let pulled = 0
    const endless = (async function* () {
      for (let second = 0; ; second++) {
        pulled += 1
        yield Buffer.from(second === 0 ? text : `${(startMs + second * 1_000) * 1_000} one {}\n`.repeat(3_000))
      }
    })()
    const told = new Study({ reading: readingOf(endless), task, threads: 2 }).told()
    await told.next()
    const before = pulled
    await new Promise((resolve) => setTimeout(resolve, 50))
    // What is read ahead is bounded by its bytes, what is in hand by its batches.
    expect(pulled - before).toBeLessThan(200)
    await told.return()
  })

  it.each<[string, Partial<Task>]>([
    ['at its start', { known: Buffer.from('nothing that is known') }],
    ['in the middle', { tells: { kind: 'rows', format: 'stone' as never } }],
  ])('fails with what a thread died of %s', async (_when, flaw) => {
    await expect(came(2, flaw)).rejects.toMatchObject({ fault: { kind: 'thread-died', detail: expect.stringMatching(/\w/) } })
  })

  it('ends with the reason of an abort, and leaves no thread behind', async () => {
    const controller = new AbortController()
    const endless = (async function* () {
      yield Buffer.from(text)
      for (let second = 70; ; second++) {
        await nextTurn()
        yield Buffer.from(`${(startMs + second * 1_000) * 1_000} one {}\n`)
      }
    })()
    const reason = new Error('enough')
    const before = activePorts()
    const ending = (async () => {
      const study = new Study({ reading: readingOf(endless, controller.signal), task, threads: 2 })
      for await (const told of study.told()) if (told.length > 0) controller.abort(reason)
    })()
    await expect(ending).rejects.toBe(reason)
    expect(activePorts()).toBe(before)
  })
})
