import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Turns } from './turns.ts'

/** A clock that only work moves on: a millisecond a step. */
const steps = () => {
  const clock = { ms: 0 }
  const done: string[] = []
  const turns = new Turns(() => clock.ms)
  /** Work of so many steps. */
  const add = (name: string, count: number): void => {
    let left = count
    turns.add((isOver) => {
      for (; left > 0; left -= 1) {
        if (isOver()) return false
        clock.ms += 1
        done.push(name)
      }
      return true
    })
  }
  return { add, done, turns }
}

describe('Turns', () => {
  it('does one piece of work after another, and lets the event loop turn between slices', async () => {
    const { add, done } = steps()
    add('a', 6)
    add('b', 4)
    expect(done).toEqual([])
    const seen: string[] = []
    while (done.length < 10) {
      await turn()
      seen.push(done.join(''))
    }
    expect(seen).toEqual(['aaaa', 'aaaaaabb', 'aaaaaabbbb'])
  })

  it('takes work from work, after what waits already', async () => {
    const { add, done, turns } = steps()
    turns.add(() => {
      add('b', 1)
      return true
    })
    add('a', 1)
    await turn()
    expect(done).toEqual(['a', 'b'])
  })

  it('does nothing any more once it is stopped', async () => {
    const { add, done, turns } = steps()
    add('a', 6)
    await turn()
    turns.stop()
    await turn()
    await turn()
    expect(done).toHaveLength(4)
  })
})
