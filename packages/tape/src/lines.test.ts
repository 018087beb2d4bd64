import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lines } from './lines.ts'

// Few letters, so that line feeds come often and next to each other.
const texts = fc.string({ unit: fc.constantFrom('a', 'é', '\r', '\n'), maxLength: 40 })
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })

interface Cut {
  readonly text: string
  readonly number: number
  readonly startByte: number
}

function cut(bytes: Buffer, chunkSizes: readonly number[]): Cut[] {
  const lines = new Lines()
  const found: Cut[] = []
  const note = (): void =>
    void found.push({ text: lines.bytes.toString('utf8', lines.from, lines.to), number: lines.number, startByte: lines.startByte })
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = chunkSizes[turn % chunkSizes.length]!
    lines.push(bytes.subarray(at, at + size))
    while (lines.next()) note()
    at += size
  }
  while (lines.flush()) note()
  return found
}

/** The same done at once, on text. */
function plainCut(text: string): Cut[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line, i) => ({
    text: line,
    number: i + 1,
    startByte: Buffer.byteLength(lines.slice(0, i).join('\n') + (i > 0 ? '\n' : '')),
  }))
}

describe('Lines', () => {
  it('cuts as a plain split would, wherever the chunks end', () => {
    fc.assert(
      fc.property(texts, sizes, (text, chunkSizes) => {
        expect(cut(Buffer.from(text), chunkSizes)).toEqual(plainCut(text))
      }),
    )
  })

  it('knows how much of a line it holds', () => {
    const lines = new Lines()
    lines.push(Buffer.from('one\ntw'))
    while (lines.next());
    lines.push(Buffer.from('o'))
    expect(lines.next()).toBe(false)
    expect(lines.heldBytes).toBe(3)
  })

  it('cuts a line of many chunks in time proportional to its length', () => {
    const chunk = Buffer.alloc(1_024, 'x')
    const lines = new Lines()
    // 64 MiB in small chunks: copying what is held with every chunk would move 2 TiB.
    for (let count = 0; count < 65_536; count++) {
      lines.push(chunk)
      expect(lines.next()).toBe(false)
    }
    lines.push(Buffer.from('\n'))
    expect(lines.next()).toBe(true)
    expect(lines.to - lines.from).toBe(65_536 * 1_024)
  })
})
