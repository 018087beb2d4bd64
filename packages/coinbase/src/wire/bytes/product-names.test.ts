import { describe, expect, it } from 'vitest'
import { byteWindow } from './byte-window.ts'
import { productAt, productName } from './product-names.ts'

function read(name: string): string | undefined {
  byteWindow.open(new TextEncoder().encode(`["${name}"]`))
  const product = productAt(2)
  return product < 0 ? undefined : productName(product)
}

describe('productName(productAt(at))', () => {
  it('is the name, however many there are', () => {
    for (let i = 0; i < 20_000; i++) {
      const name = `P${i}-USD`
      expect(read(name)).toBe(name)
    }
    for (const name of ['A', 'A-', 'A-B', '__proto__', 'x'.repeat(31), 'x'.repeat(32), 'A B~!']) expect(read(name)).toBe(name)
  })

  it.each(['x'.repeat(33), 'É-USD', 'a\\b', 'a\u007Fb', 'a\nb'])('is none for %j', (name) => {
    expect(read(name)).toBeUndefined()
  })
})
