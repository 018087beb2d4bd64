import { describe, expect, it } from 'vitest'
import { Older } from './older.ts'

interface Page {
  readonly startUs: number
}

/** Answers in the order of the questions, when it is told to. */
function asking(most = 9) {
  const asked: { readonly toUs: number; readonly answer: (page: Page | undefined) => Promise<void>; readonly fail: () => Promise<void> }[] =
    []
  const older = new Older<Page>({
    ask: (toUs) => {
      let [resolve, reject] = [(_page: Page | undefined) => {}, (_error: Error) => {}]
      const promise = new Promise<Page | undefined>((done, failed) => {
        ;[resolve, reject] = [done, failed]
      })
      const settled = async (): Promise<void> => {
        await promise.catch(() => undefined)
        await new Promise((done) => setImmediate(done))
      }
      asked.push({
        toUs,
        answer: (page) => (resolve(page), settled()),
        fail: () => (reject(new Error('made up')), settled()),
      })
      return promise
    },
    startOf: ({ startUs }) => startUs,
    most,
  })
  return { older, asked }
}

describe('Older', () => {
  it('asks for one page after the other, each before the one it got', async () => {
    const { asked, older } = asking()
    older.need(100, 0)
    older.need(100, 0)
    await asked[0]?.answer({ startUs: 50 })
    older.need(100, 0)
    await asked[1]?.answer({ startUs: 10 })
    expect(asked.map(({ toUs }) => toUs)).toEqual([100, 50])
    expect(older.pages.value).toEqual([{ startUs: 10 }, { startUs: 50 }])
    expect([older.isBefore(9, 100), older.isBefore(10, 100)]).toEqual([true, false])
  })

  it.each<[string, Page | undefined]>([
    ['nothing', undefined],
    ['nothing that is older', { startUs: 100 }],
  ])('knows the end by an answer of %s, and asks no more', async (_name, page) => {
    const { asked, older } = asking()
    older.need(100, 0)
    await asked[0]?.answer(page)
    older.need(100, 0)
    expect([older.state.value, asked.length, older.pages.value.length]).toEqual(['end', 1, 0])
  })

  it('asks again a while after a failure, and holds no more pages than it may', async () => {
    const { asked, older } = asking(1)
    older.need(100, 0)
    await asked[0]?.fail()
    expect(older.state.value).toBe('failed')
    older.need(100, 4_999)
    expect(asked.length).toBe(1)
    older.need(100, 5_000)
    await asked[1]?.answer({ startUs: 50 })
    older.need(100, 0)
    expect([older.state.value, asked.length]).toEqual(['end', 2])
  })

  it('forgets pages that do not reach up to what is told now', async () => {
    const { asked, older } = asking()
    older.need(100, 0)
    await asked[0]?.answer({ startUs: 50 })
    older.keepIfReaching(100)
    expect(older.pages.value.length).toBe(1)
    older.keepIfReaching(101)
    expect(older.pages.value.length).toBe(0)
  })

  it('takes no answer to a question of before it was cleared', async () => {
    const { asked, older } = asking()
    older.need(100, 0)
    older.clear()
    await asked[0]?.answer({ startUs: 50 })
    expect([older.state.value, older.pages.value.length]).toEqual(['idle', 0])
  })
})
