import { describe, expect, it } from 'vitest'
import type { RecordedEntry } from './entry.ts'
import { SegmentTally } from './segment-tally.ts'

function frame(sequence?: number, connection = 'ws1'): RecordedEntry {
  return { kind: 'frame', connection, receivedUs: 7, frame: Buffer.from('{}'), ...(sequence === undefined ? {} : { sequence }) }
}

const opened: RecordedEntry = { kind: 'opened', connection: 'ws1', receivedUs: 7 }

function tallied(...entries: readonly RecordedEntry[]): SegmentTally {
  const tally = new SegmentTally()
  for (const entry of entries) tally.add(entry)
  return tally
}

describe('SegmentTally', () => {
  it.each<[string, readonly RecordedEntry[], number, number]>([
    ['no gap in frames that follow each other', [frame(4), frame(5), frame(6)], 0, 0],
    ['the frames that a jump skips', [frame(0), frame(3), frame(4), frame(9)], 2, 6],
    ['no gap where frames were repeated or late', [frame(0), frame(1), frame(1), frame(0), frame(2)], 0, 0],
    ['no gap over a connection that opened again', [frame(7), opened, frame(0), frame(1)], 0, 0],
    ['no gap where a connection that opened again begins with a greater number', [frame(0), opened, frame(5)], 0, 0],
    ['nothing for frames without a number', [frame(0), frame(), frame(1)], 0, 0],
    ['each connection apart', [frame(0), frame(0, 'ws2'), frame(1), frame(2, 'ws2')], 0, 0],
  ])('counts %s', (_name, entries, gaps, lostFrames) => {
    expect(tallied(...entries).counts.connections['ws1']).toMatchObject({ gaps, lostFrames })
  })

  it('counts a gap between two segments in the second', () => {
    const tally = tallied(opened, frame(0), frame(1))
    tally.restart()
    expect(tally.counts).toEqual({ entries: 0, frames: 0, firstUs: null, lastUs: null, connections: {} })
    tally.add(frame(5))
    expect(tally.counts.connections['ws1']).toEqual({ frames: 1, firstSequence: 5, lastSequence: 5, gaps: 1, lostFrames: 3 })
  })

  it('knows no numbers where there were none', () => {
    expect(tallied(frame()).counts.connections['ws1']).toEqual({
      frames: 1,
      firstSequence: null,
      lastSequence: null,
      gaps: 0,
      lostFrames: 0,
    })
  })
})
