import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Canvas } from '../../terminal/canvas.ts'
import type { ProductModel, WatchModel } from '../model/watch-model.ts'
import { madeUpModel, madeUpProduct, madeUpResync, NOW_US } from '../testing/made-up-model.ts'
import { initialUi, type WatchUi } from '../ui.ts'
import { drawScreen } from './draw-screen.ts'

const stale = (): WatchModel =>
  madeUpModel({ chip: { word: 'STALE', state: '14 s', tone: 'crit' }, isStale: true, clockUs: NOW_US + 14_000_000 })
const unknown = (): WatchModel =>
  madeUpModel({ clockUs: 0, chip: { word: 'DOWN', state: 'connecting', tone: 'warn' }, products: [unheardOf()] })

/** A product of which nothing has come yet. */
function unheardOf(): ProductModel {
  const series = { cvd: [], ofi: [], momentum: [] }
  const nothing = { price: undefined, features: undefined, sources: undefined, signal: undefined, decision: undefined, profile: undefined }
  const none = {
    levels: undefined,
    nextDecisionUs: undefined,
    whaleNotional: undefined,
    bids: [],
    asks: [],
    walls: [],
    tape: [],
    whales: [],
  }
  return { ...madeUpProduct(), ...nothing, ...none, series }
}

const look = (ui: Partial<WatchUi>): WatchUi => ({ ...initialUi, ...ui })

describe('drawScreen(model, ui, size)', () => {
  it.each([
    ['80x24', madeUpModel(), initialUi, { width: 80, height: 24 }],
    ['120x40', madeUpModel(), initialUi, { width: 120, height: 40 }],
    ['200x50', madeUpModel(), initialUi, { width: 200, height: 50 }],
    [
      'live-80x24',
      madeUpModel({ banner: undefined, chip: { word: 'LIVE', state: 'synced 31 ms', tone: 'ok' } }),
      initialUi,
      { width: 80, height: 24 },
    ],
    ['60x20', madeUpModel(), initialUi, { width: 60, height: 20 }],
    ['40x10', madeUpModel(), initialUi, { width: 40, height: 10 }],
    ['30x6', madeUpModel(), initialUi, { width: 30, height: 6 }],
    ['resync-80x24', madeUpResync(), initialUi, { width: 80, height: 24 }],
    ['resync-120x40', madeUpResync(), initialUi, { width: 120, height: 40 }],
    ['stale-80x24', stale(), initialUi, { width: 80, height: 24 }],
    ['first-seconds-80x24', unknown(), initialUi, { width: 80, height: 24 }],
    ['quality-80x24', madeUpModel(), look({ zoom: 'quality' }), { width: 80, height: 24 }],
    ['profile-80x24', madeUpModel(), look({ zoom: 'profile' }), { width: 80, height: 24 }],
    ['signal-120x20', madeUpModel(), look({ zoom: 'signal' }), { width: 120, height: 20 }],
    ['help-80x24', madeUpModel(), look({ hasHelp: true }), { width: 80, height: 24 }],
    ['second-product-paused-80x24', madeUpModel(), look({ selected: 1, isPaused: true }), { width: 80, height: 24 }],
  ])('draws %s as it was looked at', async (name, model, ui, size) => {
    const file = fileURLToPath(new URL(`../testing/screens/${name}.txt`, import.meta.url))
    await expect(`${drawScreen(model, ui, size).toText()}\n`).toMatchFileSnapshot(file)
  })

  it('draws in ASCII what is in ASCII, cell for cell', async () => {
    const text = drawScreen(madeUpResync(), initialUi, { width: 80, height: 24, isAscii: true }).toText()
    expect(text).toMatch(/^[\n -~]*$/)
    await expect(`${text}\n`).toMatchFileSnapshot(fileURLToPath(new URL('../testing/screens/ascii-80x24.txt', import.meta.url)))
  })

  it('draws on any size, whatever the state, and fills it exactly', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 240 }), height: fc.integer({ min: 1, max: 70 }) })
    const model = fc.constantFrom(madeUpModel, madeUpResync, stale, unknown)
    const zoom = fc.constantFrom(undefined, 'ladder', 'tape', 'flow', 'profile', 'signal', 'quality')
    const ui = fc.record({ zoom, extraRows: fc.integer({ min: -30, max: 30 }), hasHelp: fc.boolean() })
    fc.assert(
      fc.property(size, model, ui, (space, make, chosen) => {
        const canvas = drawScreen(make(), look(chosen), space)
        expect(canvas.toText().split('\n')).toHaveLength(space.height)
      }),
    )
  })

  it('says SIMULATED on every size while the data is', () => {
    const size = fc.record({ width: fc.integer({ min: 20, max: 240 }), height: fc.integer({ min: 2, max: 70 }) })
    fc.assert(
      fc.property(size, (space) => {
        expect(drawScreen(madeUpModel(), initialUi, space).toText()).toContain('SIMULATED')
      }),
    )
  })

  it('leaves the signal and the health for last', () => {
    const size = fc.record({ width: fc.integer({ min: 40, max: 240 }), height: fc.integer({ min: 10, max: 70 }) })
    fc.assert(
      fc.property(size, (space) => {
        const text = drawScreen(madeUpModel(), initialUi, space).toText()
        expect(text).toContain('▲ LONG   net +70 > +40')
        expect(text).toContain('● SIM')
      }),
    )
  })

  it('takes every hue out of what is old', () => {
    expect(inksIn(drawScreen(madeUpModel(), initialUi, { width: 80, height: 24 }))).toEqual(expect.arrayContaining(['buy', 'sell']))
    const inks = inksIn(drawScreen(stale(), initialUi, { width: 80, height: 24 }), 2)
    expect(inks).toEqual(expect.not.arrayContaining(['buy', 'sell', 'accent', 'ok']))
  })

  it('marks a whale over its whole row', () => {
    const canvas = drawScreen(madeUpModel(), initialUi, { width: 80, height: 24 })
    const y = canvas
      .toText()
      .split('\n')
      .findIndex((line) => line.includes('$412 k'))
    expect(canvas.toText().split('\n')[y]).toContain('◆32:18.874 ▲')
    expect(canvas.inkAt(20, y)).toBe('whale')
  })
})

function inksIn(canvas: Canvas, fromY = 0): string[] {
  const inks = new Set<string>()
  for (let y = fromY; y < canvas.height; y++) for (let x = 0; x < canvas.width; x++) inks.add(canvas.inkAt(x, y))
  return [...inks]
}
