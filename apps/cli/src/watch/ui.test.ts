import { describe, expect, it } from 'vitest'
import { initialUi, onKey, type WatchUi } from './ui.ts'

/** What is looked at after some keys. */
function after(keys: readonly string[], products = 3): WatchUi | 'quit' {
  return keys.reduce<WatchUi | 'quit'>((ui, key) => (ui === 'quit' ? ui : onKey(ui, key, products)), initialUi)
}

describe('onKey(ui, key, products)', () => {
  it.each([['q'], ['ctrl-c']])('quits on %s, over the help too', (key) => {
    expect([after([key]), after(['?', key])]).toEqual(['quit', 'quit'])
  })

  it('goes round the products', () => {
    expect(after(['right', 'right'])).toMatchObject({ selected: 2 })
    expect(after(['right', 'right', 'right'])).toMatchObject({ selected: 0 })
    expect(after(['left'])).toMatchObject({ selected: 2 })
    expect(after(['left'], 0)).toMatchObject({ selected: 0 })
  })

  it('gives a pane the screen, and takes it back', () => {
    expect(after(['t'])).toMatchObject({ zoom: 'tape' })
    expect(after(['t', 's'])).toMatchObject({ zoom: 'signal' })
    expect(after(['t', 't'])).toMatchObject({ zoom: undefined })
    expect(after(['d', 'escape'])).toMatchObject({ zoom: undefined })
  })

  it('pauses and goes on', () => {
    expect(after(['p'])).toMatchObject({ isPaused: true })
    expect(after(['p', ' '])).toMatchObject({ isPaused: false })
  })

  it('shows the help until any key, which does nothing else', () => {
    expect(after(['?'])).toMatchObject({ hasHelp: true })
    expect(after(['?', 'p'])).toEqual(initialUi)
  })

  it('leaves everything as it is on other keys', () => {
    expect(after(['x', 'enter', 'constructor'])).toEqual(initialUi)
  })

  it('moves rows to and from the ladder', () => {
    expect(after(['+', '+', '-'])).toMatchObject({ extraRows: 1 })
    expect(after(Array.from({ length: 99 }, () => '+'))).toMatchObject({ extraRows: 40 })
  })
})
