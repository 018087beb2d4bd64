import { Duplex, duplexPair } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultySocket, type LinkConduct } from './faulty-socket.ts'

const up: LinkConduct = { state: 'up', bytesPerSecond: undefined }
const stalled: LinkConduct = { state: 'stalled', bytesPerSecond: undefined }
const dead: LinkConduct = { state: 'dead', bytesPerSecond: undefined }
const dripping: LinkConduct = { state: 'up', bytesPerSecond: 5_000_000 }

interface Link {
  conduct: LinkConduct
  readonly faulty: FaultySocket
  readonly far: Duplex
  /** What has arrived at either end. */
  readonly near: string[]
  readonly heard: string[]
}

function link(): Link {
  const [inner, far] = duplexPair()
  const state = { conduct: up }
  const faulty = new FaultySocket(inner, () => state.conduct)
  const near: string[] = []
  const heard: string[] = []
  faulty.on('data', (data: Buffer) => near.push(data.toString()))
  far.on('data', (data: Buffer) => heard.push(data.toString()))
  return Object.assign(state, { faulty, far, near, heard })
}

async function settle({ faulty }: Link): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    faulty.tick()
    await nextTurn()
  }
}

describe('FaultySocket', () => {
  it('passes every byte both ways, in order, however it stalls and drips on the way', async () => {
    const step = fc.record({
      conduct: fc.constantFrom(up, stalled, dripping),
      out: fc.string({ unit: 'grapheme-ascii', maxLength: 3000 }),
      back: fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const line = link()
        for (const { conduct, out, back } of steps) {
          line.conduct = conduct
          if (out !== '') line.faulty.write(out)
          if (back !== '') line.far.write(back)
          line.faulty.tick()
          await nextTurn()
        }
        line.conduct = up
        await settle(line)
        await settle(line)
        expect(line.heard.join('')).toBe(steps.map(({ out }) => out).join(''))
        expect(line.near.join('')).toBe(steps.map(({ back }) => back).join(''))
        line.faulty.destroy()
      }),
      { numRuns: 50 },
    )
  })

  it('keeps what it is given while it is stalled, and counts it as not written', async () => {
    const line = link()
    line.conduct = stalled
    line.faulty.write('out')
    line.far.write('back')
    await settle(line)
    expect([line.heard, line.near, line.faulty.writableLength]).toStrictEqual([[], [], 3])
    line.conduct = up
    await settle(line)
    expect([line.heard, line.near, line.faulty.writableLength]).toStrictEqual([['out'], ['back'], 0])
  })

  it('lets through a few bytes at a time while it drips', async () => {
    const line = link()
    line.conduct = { state: 'up', bytesPerSecond: 1000 }
    line.faulty.write('x'.repeat(5000))
    await settle(line)
    const sent = line.heard.join('').length
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(5000)
    expect(Math.max(...line.heard.map(({ length }) => length))).toBeLessThan(1000)
  })

  it('takes all and passes nothing while it is dead, and does not hang up', async () => {
    const line = link()
    line.conduct = dead
    let isEnded = false
    line.far.on('end', () => {
      isEnded = true
    })
    line.faulty.write('out')
    line.far.write('back')
    line.faulty.end()
    await settle(line)
    expect([line.heard, line.near, line.faulty.writableLength, isEnded]).toStrictEqual([[], [], 0, false])
  })

  it('is gone when the far end of a dead link hangs up', async () => {
    const line = link()
    line.conduct = dead
    line.far.end()
    await settle(line)
    expect(line.faulty.destroyed).toBe(true)
  })
})
