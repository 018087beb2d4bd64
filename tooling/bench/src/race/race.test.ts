import { describe, expect, it } from 'vitest'
import type { Contestant } from './contestant.ts'
import { race, wallMs } from './race.ts'

function counting(name: string, log: string[]): Contestant {
  return {
    name,
    prepare: () => {
      let runs = 0
      return {
        run() {
          log.push(name)
          runs += 1
          return runs
        },
        note: () => `${runs} runs`,
      }
    },
  }
}

const quiet = { clock: wallMs, onRound: (): void => {}, signal: new AbortController().signal }

describe('race', () => {
  it('makes every run ready anew, and lets another contestant begin each round', async () => {
    const log: string[] = []
    const starts: number[] = []
    const timings = await race(
      ['a', 'b', 'c'].map((name) => counting(name, log)),
      {
        ...quiet,
        rounds: 4,
        onRound: (round) => void (round !== undefined && starts.push(log.length)),
      },
    )
    expect(starts.map((start) => log[start])).toEqual(['a', 'b', 'c', 'a'])
    expect(timings.map(({ name, ms }) => [name, ms.length])).toEqual([
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ])
    expect(timings.map(({ done }) => done.note?.())).toEqual(['1 runs', '1 runs', '1 runs'])
  })

  it('starts no run once it is aborted', async () => {
    const controller = new AbortController()
    const log: string[] = []
    const racing = race([counting('a', log)], {
      ...quiet,
      rounds: 1000,
      signal: controller.signal,
      onRound: (round) => void (round === 2 && controller.abort(new Error('enough'))),
    })
    await expect(racing).rejects.toThrow('enough')
  })

  it('refuses a run that returns no number', async () => {
    await expect(race([{ name: 'a', prepare: () => ({ run: () => Number.NaN }) }], { ...quiet, rounds: 1 })).rejects.toThrow('received NaN')
  })
})
