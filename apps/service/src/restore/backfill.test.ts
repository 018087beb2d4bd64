import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presets } from '@of/signals'
import { bitcoin, type Print, Venue } from '@of/sim'
import { openStore, type Store } from '@of/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Desk, type DeskBefore } from '../desk/desk.ts'
import { Intake } from '../desk/intake.ts'
import { profileIn } from '../present/profile.ts'
import { Backfill, type BackfillParts, knownIds } from './backfill.ts'
import { joined, partsOf, type StatePart } from './parts.ts'
import { encodeState, readState, replaceFile } from './state-file.ts'

const START_US = 1_767_312_000_000_000
const product = bitcoin.id
const size = ({ lots }: Print): number => lots / 10 ** bitcoin.lotPlaces

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'of-backfill-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A venue without any transport, and desks that listen to it for a while. */
const world = async () => {
  const venue = new Venue({ seed: 3, startUs: START_US, products: [bitcoin], limits: false })
  const store: Store = await openStore({ path: join(folder(), 's.duckdb'), origin: 'venue', flushMs: 60_000 })
  onTestFinished(() => store.close())
  const deskOf = (before?: DeskBefore): Desk => {
    const desk: Desk = new Desk({
      products: [product],
      ruleSet: presets.default,
      before,
      onEvents: (events) => store.append(events.filter((event) => event.kind === 'trades')),
    })
    if (before !== undefined) desk.wasDown(before)
    return desk
  }
  const listen = (desk: Desk, seconds: number): void => {
    const take: Desk['take'] = (batch) => desk.take(batch)
    take({ arrivals: [{ kind: 'opened', connection: 'ws1', receivedUs: venue.nowUs }], events: [] })
    const onFrame = (text: string): void =>
      take({ arrivals: [{ kind: 'frame', connection: 'ws1', receivedUs: venue.nowUs, frame: Buffer.from(text) }], events: [] })
    const connection = venue.connect('ws1', { onFrame, onClose: (code) => expect.fail(`closed ${code}`) })
    for (const channel of ['level2', 'market_trades', 'heartbeats'])
      connection.receive(JSON.stringify({ type: 'subscribe', channel, product_ids: [product] }))
    venue.advance(venue.nowUs + seconds * 1e6)
    connection.leave()
  }
  const asked: string[] = []
  const request = async (path: string): Promise<string> => {
    asked.push(path)
    return await Promise.resolve(venue.request(path).body)
  }
  const backfill = (desk: Desk, before: DeskBefore, parts: Partial<BackfillParts> = {}): Backfill => {
    const take: Desk['take'] = (batch) => desk.take(batch)
    const all = { desk, intake: new Intake(desk), store, request, take, nowUs: () => venue.nowUs, maxTrades: 100_000, ...parts }
    const one = new Backfill(all, knownIds(before.state))
    onTestFinished(() => one.close())
    one.start()
    return one
  }
  const told = async (): Promise<string[]> => {
    await store.flush()
    return (await store.quality({ fromUs: undefined, toUs: undefined, limit: 9, cursor: undefined })).items.map(({ detail }) => detail)
  }
  return { venue, store, deskOf, listen, backfill, told, asked }
}

/** What was known, as it comes back from the disk. */
const restart = async (desk: Desk, downFromUs: number): Promise<DeskBefore> => {
  const path = join(folder(), 'state')
  await replaceFile(path, await encodeState(partsOf(desk.state), 'test'))
  const reading = await readState(path, 'test')
  if (reading.kind !== 'usable') throw new Error('expected a usable state')
  return { state: joined(reading.parts as StatePart[]), downFromUs }
}

const sumsOf = (prints: readonly Print[]) => {
  const volume = prints.reduce((sum, print) => sum + size(print), 0)
  return {
    volume,
    cvd: prints.reduce((sum, print) => sum + (print.aggressor === 'buy' ? size(print) : -size(print)), 0),
    vwap: prints.reduce((sum, print) => sum + (size(print) * print.tick) / 10 ** bitcoin.tickPlaces, 0) / volume,
  }
}

describe('Backfill', () => {
  it('makes the sums of the day those of a desk that never stopped, from the store and the venue', async () => {
    const { asked, backfill, deskOf, listen, store, told, venue } = await world()
    const first = deskOf()
    listen(first, 30)
    const before = await restart(first, venue.nowUs)
    const known = first.market(product).last!.id
    // Killed: the store knows more than was last written down.
    listen(first, 20)
    await store.flush()
    const storedTo = first.market(product).last!.id
    venue.advance(venue.nowUs + 240e6)
    const second = deskOf(before)
    expect(second.view(product)!.book).toBeUndefined()
    listen(second, 10)
    const done = backfill(second, before)
    await expect.poll(() => done.isDone).toBe(true)
    const last = second.market(product).last!.id
    expect(storedTo).toBeGreaterThan(known)
    const { items } = await store.trades({ product, fromUs: undefined, toUs: undefined, limit: 1, cursor: undefined })
    const firstId = items[0]!.id
    const prints = venue.prints(product).filter(({ id }) => id >= firstId && id <= last)
    const { cvd, volume, vwap } = sumsOf(prints)
    const view = second.view(product)!
    expect(view.features.cvd.value).toBeCloseTo(cvd, 8)
    expect(view.features.vwap.value).toBeCloseTo(vwap, 6)
    const origin = { kind: 'sim', words: '', simulated: true } as const
    const moment = {
      product,
      origin,
      market: second.market(product),
      view,
      book: second.book(product),
      feed: undefined,
      clockUs: second.nowUs,
    }
    expect(profileIn(moment, 'session', undefined).total).toBeCloseTo(volume, 8)
    expect(second.missingTrades(product)).toEqual([])
    expect(await told()).toEqual([expect.stringMatching(/^(\d+) of \1 trades that were missed have been brought$/)])
    // What the store has is not asked for, and an answer holds as much as it can.
    expect(asked.every((path) => Number(/after=(\d+)/.exec(path)![1]) > storedTo + 1)).toBe(true)
    expect(asked.length).toBeLessThanOrEqual(Math.ceil((last - storedTo) / 1_000) + 1)
  })

  it('tells nobody of what fell due while nobody was there', async () => {
    const { deskOf, listen, venue } = await world()
    const first = deskOf()
    listen(first, 70)
    const taken = first.market(product).decisions.all.length
    const before = await restart(first, venue.nowUs)
    venue.advance(venue.nowUs + 600e6)
    const second = deskOf(before)
    listen(second, 70)
    expect(taken).toBeGreaterThan(0)
    expect(second.market(product).decisions.all.length).toBe(1)
    const { gaps } = second.market(product)
    expect(gaps.between(0, Infinity).find(({ source }) => source === 'book')).toMatchObject({ reason: 'the service was down' })
  })

  it('says why it brought less than was missed, and how much', async () => {
    const { backfill, deskOf, listen, told, venue } = await world()
    const first = deskOf()
    listen(first, 20)
    const before = await restart(first, venue.nowUs)
    venue.advance(venue.nowUs + 60e6)
    const second = deskOf(before)
    listen(second, 10)
    const missing = second.missingTrades(product).reduce((sum, { from, to }) => sum + to - from + 1, 0)
    const unanswered = backfill(second, before, { request: async () => await Promise.reject(new Error('no answer')) })
    await expect.poll(() => unanswered.isDone).toBe(true)
    expect(await told()).toEqual([`0 of ${missing} trades that were missed have been brought: no answer`])
    const limited = backfill(second, before, { maxTrades: 5 })
    await expect.poll(() => limited.isDone).toBe(true)
    expect(await told()).toContain(`5 of ${missing} trades that were missed have been brought`)
    // What is still missing is asked for again after the next restart.
    expect(knownIds(second.state).get(product)).toBe(knownIds(before.state).get(product))
  })
})
