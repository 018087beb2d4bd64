import { describe, expect, it } from 'vitest'
import type { SourceBatch } from '../source/source.ts'
import { Intake } from './intake.ts'

const world = () => {
  const taken: string[] = []
  const desk = {
    take: ({ arrivals }: SourceBatch) => void taken.push(...arrivals.map(({ receivedUs }) => `t${receivedUs}`)),
    backfill: (product: string) => void taken.push(product),
  }
  const intake = new Intake(desk)
  const take = (receivedUs: number): void => intake.take({ arrivals: [{ kind: 'opened', connection: 'ws1', receivedUs }], events: [] })
  return { intake, take, taken }
}

describe('Intake', () => {
  it('takes in at once what comes, and after a stillness what came meanwhile, in order', async () => {
    const { intake, take, taken } = world()
    take(1)
    expect(taken).toEqual(['t1'])
    const during = await intake.keepStill(async () => {
      take(2)
      intake.backfill('BTC-USD', [])
      take(3)
      await Promise.resolve()
      return [...taken]
    })
    expect(during).toEqual(['t1'])
    expect(taken).toEqual(['t1', 't2', 'BTC-USD', 't3'])
    take(4)
    expect(taken.at(-1)).toBe('t4')
  })

  it('goes on after a stillness that failed, and tells why it did', async () => {
    const { intake, take, taken } = world()
    const failing = intake.keepStill(async () => {
      take(1)
      await Promise.reject(new Error('no room'))
    })
    await expect(failing).rejects.toThrow('no room')
    expect(taken).toEqual(['t1'])
  })

  it('is settled once what came during a stillness is taken in; one stillness waits for another', async () => {
    const { intake, take, taken } = world()
    const order: string[] = []
    const one = intake.keepStill(async () => {
      take(1)
      await Promise.resolve()
      order.push('one')
    })
    const two = intake.keepStill(async () => void order.push(await Promise.resolve('two')))
    await intake.settled()
    expect([taken, order]).toEqual([['t1'], ['one', 'two']])
    await Promise.all([one, two])
  })
})
