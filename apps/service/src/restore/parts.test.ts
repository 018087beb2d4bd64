import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { presets } from '@of/signals'
import { simulate } from '@of/sim'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { Desk, type DeskState } from '../desk/desk.ts'
import { Intake } from '../desk/intake.ts'
import { testFolder } from '../testing/folder.ts'
import { Checkpoints, readCheckpoint } from './checkpoints.ts'
import { joined, partsOf } from './parts.ts'
import { encodeState } from './state-file.ts'

const START_US = 1_760_054_400_000_000
const desk = new Desk({ products: [], ruleSet: presets.default })

beforeAll(() => {
  for (const arrival of simulate({ seed: 4, startUs: START_US, durationUs: 20e6 })) desk.take({ arrivals: [arrival], events: [] })
})

const copy = <Value>(value: Value): Value => deserialize(serialize(value)) as Value

describe('partsOf(state)', () => {
  it('comes to the same state when it is joined, whatever each part went through', () => {
    const whole = copy(desk.state)
    expect(whole.markets.size).toBeGreaterThan(1)
    const parts = [...partsOf(desk.state)]
    expect(joined(parts.map(copy))).toEqual(whole)
    expect(() => joined(parts.slice(1))).toThrow('expected its frame')
  })

  it('has many small parts where there is much', () => {
    const [product, market] = [...copy(desk.state).markets][0]!
    const minutes = Array.from({ length: 1_500 }, (_, i) => ({ ...market.minutes.minutes[0]!, startUs: i }))
    const state: DeskState = { ...desk.state, markets: new Map([[product, { ...market, minutes: { ...market.minutes, minutes } }]]) }
    const parts = [...partsOf(state)].filter((part) => part.kind === 'minutes')
    expect(parts.map((part) => part.minutes.length)).toEqual(Array.from({ length: 25 }, () => 60))
    expect(joined(partsOf(state)).markets.get(product)!.minutes.minutes).toEqual(minutes)
  })
})

describe('encodeState(parts, code)', () => {
  it('lets the event loop turn as soon as a slice is over', async () => {
    let ms = 0
    const counted = { turns: 0, isDone: false }
    const counting = (async () => {
      for (; !counted.isDone; counted.turns += 1) await turn()
    })()
    function* parts(): Generator<number> {
      for (let at = 0; at < 20; at += 1) {
        ms += 4
        yield at
      }
    }
    await encodeState(parts(), 'test', () => ms)
    counted.isDone = true
    await counting
    expect(counted.turns).toBeGreaterThanOrEqual(10)
  })
})

describe('Checkpoints', () => {
  it('writes down one moment, though what comes meanwhile waits for no end of it', async () => {
    const own = new Desk({ products: [], ruleSet: presets.default })
    const arrivals = [...simulate({ seed: 4, startUs: START_US, durationUs: 10e6 })]
    const half = arrivals.length >> 1
    for (const arrival of arrivals.slice(0, half)) own.take({ arrivals: [arrival], events: [] })
    const before = copy(own.state)
    const intake = new Intake(own)
    const path = join(testFolder(), 'live.state')
    const take = () => ({ takenUs: START_US, desk: own.state, configured: [], followed: [] })
    const keepStill: Intake['keepStill'] = async (task) =>
      await intake.keepStill(async () => {
        const done = task()
        for (const arrival of arrivals.slice(half)) intake.take({ arrivals: [arrival], events: [] })
        return await done
      })
    // Whoever is killed now has what the checkpoint before this one knew, and in the store at least as much.
    const stored = async (): Promise<void> => expect(await readCheckpoint(path)).toBeUndefined()
    const kept = { take, keepStill, stored: vi.fn(stored) }
    await new Checkpoints(path, kept, (why) => expect.fail(why)).write()
    expect(kept.stored).toHaveBeenCalledOnce()
    expect(await readCheckpoint(path)).toEqual({ takenUs: START_US, desk: before, configured: [], followed: [] })
    const never = new Desk({ products: [], ruleSet: presets.default })
    for (const arrival of arrivals) never.take({ arrivals: [arrival], events: [] })
    expect(own.state).toEqual(never.state)
  })
})
