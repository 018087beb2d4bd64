import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { painter } from '../render/colour.ts'
import { Canvas } from './canvas.ts'
import { Screen } from './screen.ts'
import type { Terminal } from './terminal.ts'

const ENTER_ALTERNATE = '\u001B[?1049h'
const LEAVE_ALTERNATE = '\u001B[?1049l'
const SHOW_CURSOR = '\u001B[?25h'

/** A terminal that keeps what is written, and a keyboard that can be typed on. */
function standIn(): {
  terminal: Terminal
  written: string[]
  type: (text: string) => void
  modes: boolean[]
  busy: (is: boolean) => void
  resize: (columns: number, rows: number) => void
} {
  const written: string[] = []
  const modes: boolean[] = []
  const output = Object.assign(new EventEmitter(), {
    columns: 20,
    rows: 5,
    writableNeedDrain: false,
    write: (text: string) => written.push(text) > 0,
  })
  const input = Object.assign(new EventEmitter(), {
    setRawMode: (is: boolean) => void modes.push(is),
    setEncoding: () => {},
    resume: () => {},
    pause: () => {},
  })
  return {
    terminal: { output: output as unknown as NodeJS.WriteStream, input: input as unknown as NodeJS.ReadStream, isAscii: false },
    written,
    modes,
    type: (text) => void input.emit('data', text),
    busy: (is) => {
      output.writableNeedDrain = is
      if (!is) output.emit('drain')
    },
    resize: (columns, rows) => {
      Object.assign(output, { columns, rows })
      output.emit('resize')
    },
  }
}

function entered(): ReturnType<typeof standIn> & { screen: Screen; keys: string[]; redraws: () => number } {
  const parts = standIn()
  const keys: string[] = []
  let redraws = 0
  const screen = new Screen(parts.terminal, painter('none'), {
    onKey: (key) => keys.push(key),
    onRedraw: () => void (redraws += 1),
    onGone: () => keys.push('gone'),
  })
  screen.enter()
  return { ...parts, screen, keys, redraws: () => redraws }
}

function signalListeners(): number[] {
  return ['SIGTSTP', 'SIGCONT', 'SIGHUP'].map((signal) => process.listenerCount(signal))
}

describe('Screen', () => {
  it('takes the terminal over and gives it back as it was', () => {
    const { screen, written, modes } = entered()
    expect(written.join('')).toContain(ENTER_ALTERNATE)
    screen.leave()
    screen.leave()
    const after = written.slice(1).join('')
    expect(after).toContain(SHOW_CURSOR)
    expect(after.split(LEAVE_ALTERNATE)).toHaveLength(2)
    expect(modes).toEqual([true, false])
  })

  it('leaves no listener behind', () => {
    const before = signalListeners()
    const { screen, terminal } = entered()
    expect(signalListeners()).not.toEqual(before)
    screen.leave()
    expect(signalListeners()).toEqual(before)
    expect([
      terminal.output.listenerCount('resize'),
      terminal.output.listenerCount('drain'),
      terminal.input?.listenerCount('data'),
    ]).toEqual([0, 0, 0])
  })

  it('writes a picture at once, and then only what has changed', () => {
    const { screen, written } = entered()
    const picture = new Canvas(20, 5)
    picture.whole().put(0, 0, 'hello')
    screen.draw(picture)
    screen.draw(picture)
    expect(written).toHaveLength(2)
    expect(written[1]).toContain('hello')
    expect(written[1]?.startsWith('\u001B[?2026h') && written[1].endsWith('\u001B[?2026l')).toBe(true)
    screen.leave()
  })

  it('draws everything again after a resize', () => {
    const { screen, written, resize, redraws } = entered()
    screen.draw(new Canvas(20, 5))
    resize(30, 6)
    expect(redraws()).toBe(1)
    expect(screen.size).toEqual({ width: 30, height: 6 })
    const picture = new Canvas(30, 6)
    picture.whole().put(0, 0, 'anew')
    screen.draw(picture)
    expect(written.at(-1)).toContain('anew')
    screen.leave()
  })

  it('lets a slow terminal catch up instead of piling pictures up', () => {
    const { screen, written, busy, redraws } = entered()
    busy(true)
    const picture = new Canvas(20, 5)
    picture.whole().put(0, 0, 'late')
    screen.draw(picture)
    expect(written).toHaveLength(1)
    busy(false)
    expect(redraws()).toBe(1)
    screen.draw(picture)
    expect(written.at(-1)).toContain('late')
    screen.leave()
  })

  it('tells of keys, and of a keyboard that is gone', () => {
    const { screen, type, keys, terminal } = entered()
    type('p\u001B[C')
    terminal.input?.emit('end')
    expect(keys).toEqual(['p', 'right', 'gone'])
    screen.leave()
    type('q')
    expect(keys).toHaveLength(3)
  })
})
