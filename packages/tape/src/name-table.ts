/** So many names are known at once; a session has a handful. */
const MOST_NAMES = 64

/** Names of connections that were met, in ASCII, found again from their bytes: no string is made of a name that is known. */
export class NameTable {
  /** The one that was looked for last stands first. */
  readonly #names: string[] = []

  /** The known name that stands in the bytes from `at` up to a byte that ends it, before `to`; `undefined` when there is none. */
  find(bytes: Buffer, at: number, to: number, ending: number): string | undefined {
    const names = this.#names
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!
      if (at + name.length >= to || bytes[at + name.length] !== ending || !standsAt(name, bytes, at)) continue
      if (i > 0) this.#bringForward(i)
      return name
    }
    return undefined
  }

  /** Notes a name; those that were not looked for of late make room. */
  add(name: string): void {
    if (this.#names.includes(name)) return
    this.#names.unshift(name)
    if (this.#names.length > MOST_NAMES) this.#names.pop()
  }

  #bringForward(at: number): void {
    const name = this.#names[at]!
    this.#names[at] = this.#names[at - 1]!
    this.#names[at - 1] = name
  }
}

function standsAt(name: string, bytes: Buffer, at: number): boolean {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== bytes[at + i]) return false
  return true
}
