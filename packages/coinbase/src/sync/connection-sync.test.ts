import type { FeedFault } from '../errors.ts'
import { describe, expect, it } from 'vitest'
import { bookEventOf, bookFrame, envelopeFrame, EVERY_FRAME, heartbeatFrame, tradesFrame } from '../testing/made-up-frames.ts'
import { type BookCommand, commandsOf, RecordingOwner } from '../testing/recording-owner.ts'
import { readFrame } from '../wire/read-frame.ts'
import {
  bookState,
  type ConnectionSync,
  isLate,
  onBookCrossed,
  onBookUncrossed,
  onClosed,
  onFrame,
  openedConnection,
  standingBooks,
  type Verdict,
} from './connection-sync.ts'

interface Step {
  readonly verdict: Verdict
  readonly commands: readonly BookCommand[]
}

function step(sync: ConnectionSync, text: string): Step {
  const owner = new RecordingOwner()
  return { verdict: onFrame(sync, readFrame(text), owner), commands: owner.commands }
}

function crossed(sync: ConnectionSync, product: string, timeUs: number): readonly BookCommand[] {
  return commandsOf((owner) => onBookCrossed(sync, product, timeUs, owner))
}

/** A connection with two synced books, whose next frame is number 2. */
function connected(): ConnectionSync {
  const sync = openedConnection()
  step(sync, bookFrame(0, 'snapshot', 'A-B', [['bid', '1', '1']]))
  step(sync, bookFrame(1, 'snapshot', 'C-D', [['bid', '2', '1']]))
  return sync
}

function statesOf(sync: ConnectionSync): readonly string[] {
  return ['A-B', 'C-D'].map((product) => bookState(sync, product))
}

/** A list of what is subscribed to `level2`; without products the channel is not named at all. */
function listFrame(sequence: number, products: readonly string[]): string {
  const level2 = products.length > 0 ? { level2: products } : {}
  return envelopeFrame(sequence, 'subscriptions', [{ subscriptions: { heartbeats: ['heartbeats'], ...level2 } }])
}

/** Commands in short: what is done, to which product or for which fault. */
function inShort(commands: readonly BookCommand[]): readonly string[] {
  return commands.map((command) => {
    if (command.do === 'count') return `count ${command.fault.kind}`
    if (command.do === 'drop-book') return `drop-book ${command.product} ${command.fault.kind}`
    return `${command.do} ${command.event.product}`
  })
}

const broken = bookFrame(2, 'update', 'A-B', [['ask', '1', '1']])

describe('onFrame(sync, frame, owner)', () => {
  it('syncs a book with its snapshot and changes it from then on', () => {
    const sync = openedConnection()
    expect(statesOf(sync)).toEqual(['empty', 'empty'])
    expect(inShort(step(sync, bookFrame(0, 'snapshot', 'A-B', [])).commands)).toEqual(['replace-book A-B'])
    expect(statesOf(sync)).toEqual(['synced', 'empty'])
    expect(inShort(step(sync, bookFrame(1, 'update', 'A-B', [])).commands)).toEqual(['change-book A-B'])
  })

  it('hands on the event itself', () => {
    const frame = readFrame(bookFrame(0, 'snapshot', 'A-B', [['offer', '3', '4']]))
    const [command] = commandsOf((owner) => onFrame(openedConnection(), frame, owner))
    expect(command).toEqual({ do: 'replace-book', event: frame.kind === 'level2' ? frame.events[0] : undefined })
  })

  it('accepts whatever number comes first', () => {
    const sync = openedConnection()
    expect(step(sync, heartbeatFrame(4711)).verdict).toBe('in-order')
    expect(step(sync, heartbeatFrame(4712)).verdict).toBe('in-order')
  })

  it('counts frames of every channel', () => {
    const sync = connected()
    const numbered = Object.values(EVERY_FRAME).filter((text) => text !== EVERY_FRAME['an error'])
    numbered.forEach((text, i) => {
      const renumbered = JSON.stringify({ ...JSON.parse(text), sequence_num: 2 + i })
      expect(step(sync, renumbered).verdict).toBe('in-order')
    })
  })

  it('works off all events of a frame', () => {
    const text = envelopeFrame(2, 'l2_data', [
      bookEventOf('update', 'A-B', []),
      bookEventOf('update', 'E-F', []),
      bookEventOf('snapshot', 'E-F', []),
      bookEventOf('update', 'E-F', []),
    ])
    expect(inShort(step(connected(), text).commands)).toEqual([
      'change-book A-B',
      'count unsynced-update',
      'replace-book E-F',
      'change-book E-F',
    ])
  })

  it('distrusts every book of the connection after a gap, whichever channel shows it', () => {
    for (const text of [heartbeatFrame(3), tradesFrame(3, 'update', 'A-B', []), EVERY_FRAME['a channel of tomorrow']!]) {
      const sync = connected()
      const { verdict, commands } = step(sync, text)
      expect(verdict).toBe('gap')
      expect(inShort(commands).slice(0, 3)).toEqual(['count sequence-gap', 'drop-book A-B sequence-gap', 'drop-book C-D sequence-gap'])
      expect(statesOf(sync)).toEqual(['resyncing', 'resyncing'])
    }
  })

  it('says what was expected and what came', () => {
    const fault: FeedFault = { kind: 'sequence-gap', expected: 2, received: 9 }
    expect(step(connected(), heartbeatFrame(9)).commands[0]).toEqual({ do: 'count', fault })
  })

  it('goes on counting behind a gap', () => {
    const sync = connected()
    step(sync, heartbeatFrame(9))
    expect(step(sync, heartbeatFrame(10)).verdict).toBe('in-order')
    expect(step(sync, heartbeatFrame(12))).toMatchObject({ verdict: 'gap', commands: [{ do: 'count' }] })
  })

  it('heals each book by its own snapshot, even one in the frame that shows the gap', () => {
    const sync = connected()
    expect(inShort(step(sync, bookFrame(5, 'snapshot', 'C-D', [])).commands)).toEqual([
      'count sequence-gap',
      'drop-book A-B sequence-gap',
      'drop-book C-D sequence-gap',
      'replace-book C-D',
    ])
    expect(statesOf(sync)).toEqual(['resyncing', 'synced'])
    expect(inShort(step(sync, bookFrame(6, 'update', 'A-B', [])).commands)).toEqual(['count unsynced-update'])
    expect(inShort(step(sync, bookFrame(7, 'snapshot', 'A-B', [])).commands)).toEqual(['replace-book A-B'])
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
  })

  it('changes no book by a late or repeated frame', () => {
    const sync = connected()
    for (const text of [bookFrame(1, 'snapshot', 'C-D', []), bookFrame(0, 'update', 'A-B', []), heartbeatFrame(1)]) {
      const { verdict, commands } = step(sync, text)
      expect(verdict).toBe('late')
      expect(inShort(commands)).toEqual(['count late-frame'])
    }
    expect(sync).toEqual(connected())
  })

  it('tells a late frame of trades from one to throw away by its verdict alone', () => {
    expect(step(connected(), tradesFrame(0, 'update', 'A-B', [['7', '1', '1', 'BUY']])).verdict).toBe('late')
  })

  it('distrusts the book of a level2 frame it cannot read, and consumes its number', () => {
    const sync = connected()
    const { verdict, commands } = step(sync, broken)
    expect(verdict).toBe('in-order')
    expect(inShort(commands)).toEqual(['count unreadable-frame', 'drop-book A-B unreadable-frame'])
    expect(statesOf(sync)).toEqual(['resyncing', 'synced'])
    expect(step(sync, heartbeatFrame(3)).verdict).toBe('in-order')
  })

  it('distrusts all books when the product of such a frame cannot be read', () => {
    for (const text of [
      envelopeFrame(2, 'l2_data', [{ type: 'update', product_id: 7, updates: [] }]),
      envelopeFrame(2, 'l2_date', [{ type: 'update', updates: [] }]),
      '{"sequence_num":2}',
    ]) {
      const sync = connected()
      expect(inShort(step(sync, text).commands)).toEqual([
        'count unreadable-frame',
        'drop-book A-B unreadable-frame',
        'drop-book C-D unreadable-frame',
      ])
      expect(sync.next).toBe(3)
    }
  })

  it('only counts a frame of another channel that it cannot read, and consumes its number', () => {
    const sync = connected()
    expect(inShort(step(sync, tradesFrame(2, 'update', 'A-B', [['x', '1', '1', 'BUY']])).commands)).toEqual(['count unreadable-frame'])
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
    expect(step(sync, heartbeatFrame(3)).verdict).toBe('in-order')
  })

  it('distrusts all books at once when a number cannot be read, whatever the channel', () => {
    for (const text of ['{"channel":"l2_da', '{"channel":"heartbeats","events":[]}']) {
      const sync = connected()
      const { verdict, commands } = step(sync, text)
      expect(verdict).toBe('unnumbered')
      expect(inShort(commands)).toEqual(['count unreadable-frame', 'drop-book A-B unreadable-frame', 'drop-book C-D unreadable-frame'])
      expect(inShort(step(sync, heartbeatFrame(3)).commands)).toEqual(['count sequence-gap'])
    }
  })

  it('only counts a late frame that it cannot read', () => {
    const sync = connected()
    step(sync, heartbeatFrame(2))
    expect(inShort(step(sync, broken).commands)).toEqual(['count late-frame', 'count unreadable-frame'])
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
  })

  it('counts an unknown channel, its number consumed', () => {
    const sync = connected()
    expect(inShort(step(sync, envelopeFrame(2, 'weather', [])).commands)).toEqual(['count unknown-channel'])
    expect(step(sync, heartbeatFrame(3)).verdict).toBe('in-order')
  })

  it('counts an error or an unknown type, which carry no number', () => {
    const sync = connected()
    expect(step(sync, EVERY_FRAME['an error']!)).toEqual({
      verdict: 'unnumbered',
      commands: [{ do: 'count', fault: { kind: 'venue-error', message: 'authentication failure' } }],
    })
    expect(step(sync, '{"type":"notice"}')).toEqual({
      verdict: 'unnumbered',
      commands: [{ do: 'count', fault: { kind: 'unknown-channel', channel: 'notice' } }],
    })
    expect(sync).toEqual(connected())
  })

  it('keeps apart products of any name', () => {
    const sync = openedConnection()
    expect(inShort(step(sync, bookFrame(0, 'update', '__proto__', [])).commands)).toEqual(['count unsynced-update'])
    step(sync, bookFrame(1, 'snapshot', '__proto__', []))
    expect(bookState(sync, '__proto__')).toBe('synced')
    expect(bookState(sync, 'constructor')).toBe('empty')
  })
})

describe('onFrame(sync, frame, owner) of a list of subscriptions', () => {
  it('takes out the book of a product that it named before and names no more', () => {
    const sync = connected()
    expect(step(sync, listFrame(2, ['A-B', 'C-D'])).commands).toEqual([])
    expect(inShort(step(sync, listFrame(3, ['C-D'])).commands)).toEqual(['count unsubscribed', 'drop-book A-B unsubscribed'])
    expect(statesOf(sync)).toEqual(['resyncing', 'synced'])
    expect(inShort(step(sync, bookFrame(4, 'update', 'A-B', [])).commands)).toEqual(['count unsynced-update'])
  })

  it('takes out every named book when the channel is no longer there at all', () => {
    const sync = connected()
    step(sync, listFrame(2, ['A-B', 'C-D']))
    step(sync, listFrame(3, []))
    expect(statesOf(sync)).toEqual(['resyncing', 'resyncing'])
  })

  it('leaves a book alone that no list has named yet, since its snapshot comes first', () => {
    const sync = connected()
    for (const [at, products] of [[], ['A-B'], ['A-B', 'C-D']].entries())
      expect(step(sync, listFrame(2 + at, products)).commands).toEqual([])
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
  })

  it('waits for the next snapshot, and for the next list that names the book', () => {
    const sync = connected()
    step(sync, listFrame(2, ['A-B', 'C-D']))
    step(sync, listFrame(3, ['C-D']))
    step(sync, bookFrame(4, 'snapshot', 'A-B', []))
    expect(step(sync, listFrame(5, ['C-D'])).commands).toEqual([])
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
    step(sync, listFrame(6, ['A-B', 'C-D']))
    step(sync, listFrame(7, ['C-D']))
    expect(statesOf(sync)).toEqual(['resyncing', 'synced'])
  })

  it('bears the list of an unsubscription that comes after the snapshot which healed a gap', () => {
    const sync = connected()
    step(sync, listFrame(2, ['A-B', 'C-D']))
    step(sync, heartbeatFrame(4))
    step(sync, bookFrame(5, 'snapshot', 'A-B', []))
    expect(step(sync, listFrame(6, [])).commands).toEqual([])
    expect(statesOf(sync)).toEqual(['synced', 'resyncing'])
  })

  it('does not count what was lost already', () => {
    const sync = connected()
    step(sync, listFrame(2, ['A-B', 'C-D']))
    step(sync, heartbeatFrame(4))
    expect(step(sync, listFrame(5, [])).commands).toEqual([])
  })

  it('is passed over when late', () => {
    const sync = connected()
    step(sync, listFrame(2, ['A-B', 'C-D']))
    step(sync, heartbeatFrame(3))
    step(sync, listFrame(2, []))
    expect(statesOf(sync)).toEqual(['synced', 'synced'])
  })
})

describe('onClosed(sync, owner)', () => {
  it('loses every book at once, and takes whatever number comes next for the first', () => {
    const sync = connected()
    expect(inShort(commandsOf((owner) => onClosed(sync, owner)))).toEqual([
      'drop-book A-B connection-closed',
      'drop-book C-D connection-closed',
    ])
    expect(statesOf(sync)).toEqual(['resyncing', 'resyncing'])
    expect(commandsOf((owner) => onClosed(sync, owner))).toEqual([])
    expect(step(sync, heartbeatFrame(0)).verdict).toBe('in-order')
  })
})

describe('onBookCrossed(sync, product, timeUs, owner)', () => {
  it('suspects a crossed book and trusts it again when it has uncrossed', () => {
    const sync = connected()
    expect(crossed(sync, 'A-B', 0)).toEqual([{ do: 'count', fault: { kind: 'crossed-book', product: 'A-B' } }])
    expect(statesOf(sync)).toEqual(['suspect', 'synced'])
    expect(inShort(step(sync, bookFrame(2, 'update', 'A-B', [])).commands)).toEqual(['change-book A-B'])
    onBookUncrossed(sync, 'A-B')
    expect(sync.books).toEqual(connected().books)
  })

  it.each<[string, readonly number[], string]>([
    ['bears two checks, however far apart', [0, 9_000_000], 'suspect'],
    ['bears any number of checks within half a second', [0, 100_000, 200_000, 300_000, 499_999], 'suspect'],
    ['gives the book up at the third check after half a second', [0, 100_000, 500_000], 'resyncing'],
    ['gives the book up at the first check after half a second', [0, 100_000, 200_000, 499_999, 500_001], 'resyncing'],
  ])('%s', (_name, timesUs, state) => {
    const sync = connected()
    const commands = timesUs.flatMap((timeUs) => crossed(sync, 'A-B', 1_000_000 + timeUs))
    expect(bookState(sync, 'A-B')).toBe(state)
    expect(inShort(commands)).toEqual(state === 'suspect' ? ['count crossed-book'] : ['count crossed-book', 'drop-book A-B crossed-book'])
  })

  it('begins anew with every crossing', () => {
    const sync = connected()
    for (const timeUs of [0, 100_000]) crossed(sync, 'A-B', timeUs)
    onBookUncrossed(sync, 'A-B')
    expect(crossed(sync, 'A-B', 900_000)).toHaveLength(1)
    crossed(sync, 'A-B', 1_000_000)
    expect(bookState(sync, 'A-B')).toBe('suspect')
  })

  it('begins anew with a snapshot', () => {
    const sync = connected()
    for (const timeUs of [0, 100_000]) crossed(sync, 'A-B', timeUs)
    step(sync, bookFrame(2, 'snapshot', 'A-B', []))
    expect(bookState(sync, 'A-B')).toBe('synced')
    crossed(sync, 'A-B', 900_000)
    expect(bookState(sync, 'A-B')).toBe('suspect')
  })

  it('drops a suspect book at a gap like any other', () => {
    const sync = connected()
    crossed(sync, 'A-B', 0)
    expect(inShort(step(sync, heartbeatFrame(3)).commands)).toContain('drop-book A-B sequence-gap')
    expect(bookState(sync, 'A-B')).toBe('resyncing')
  })

  it('has nothing to say of a book that is not there or being resynced', () => {
    const sync = connected()
    step(sync, heartbeatFrame(3))
    for (const product of ['A-B', 'E-F']) {
      expect(crossed(sync, product, 0)).toEqual([])
      onBookUncrossed(sync, product)
    }
    expect(statesOf(sync)).toEqual(['resyncing', 'resyncing'])
  })
})

describe('standingBooks(sync)', () => {
  it('names the books that changes are applied to, crossed or not', () => {
    const sync = connected()
    crossed(sync, 'A-B', 0)
    expect(standingBooks(sync)).toEqual(['A-B', 'C-D'])
    step(sync, broken)
    expect(standingBooks(sync)).toEqual(['C-D'])
  })
})

describe('isLate(sync, frame)', () => {
  it('says beforehand what the verdict will be', () => {
    for (const text of [...Object.values(EVERY_FRAME), broken, '{"channel":"l2_da']) {
      for (const next of [undefined, 0, 3, 12]) {
        const sync = { ...connected(), next }
        const frame = readFrame(text)
        const late = isLate(sync, frame)
        expect(onFrame(sync, frame, new RecordingOwner()) === 'late').toBe(late)
      }
    }
  })
})
