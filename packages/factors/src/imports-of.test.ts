import { describe, expect, it } from 'vitest'
import { importsOf } from './imports-of.ts'

describe('importsOf(code)', () => {
  it.each<[string, string, readonly string[]]>([
    ['a file', "import { x } from './x.mjs'\nexport const a = x", ['./x.mjs']],
    ['a package and a part of Node', "import { EMA } from 'trading-signals'\nimport 'node:fs'", ['trading-signals', 'node:fs']],
    ['what it hands on', "export { x } from './x.mjs'\nexport * from './y.mjs'", ['./x.mjs', './y.mjs']],
    ['data', "import table from './table.json' with { type: 'json' }\nexport const a = table", ['./table.json']],
    ['what it imports while it runs', "export const a = async () => (await import('./late.mjs')).x", ['./late.mjs']],
    ['what is worked out then', 'export const a = (name) => import(name)', ['import(…)']],
    ['a file for its types and something else', "import { type T, x } from './x.ts'\nexport const a = x", ['./x.ts']],
    ['a default that is called type', "import type from './type.mjs'\nexport const a = type", ['./type.mjs']],
  ])('names %s', async (_what, code, imports) => {
    expect(await importsOf(code)).toEqual(imports)
  })

  it.each<[string, string]>([
    ['comments', "/** @type {import('@of/signals').Factor} */ export const a = 1 // import './x.mjs'"],
    ['texts and patterns', "export const a = { re: /import '.'/, text: `import('./x.mjs')`, other: \"export * from './x.mjs'\" }"],
    ['the file’s own name', 'export const a = import.meta.url'],
    ['types', "import type { T } from './x.ts'\nexport type { U } from './y.ts'\nexport const a = <V,>(v: V): V[] => [v] satisfies V[]"],
  ])('passes over %s', async (_what, code) => {
    expect(await importsOf(code)).toEqual([])
  })

  it('rejects for what is no module, and for what cannot be read', async () => {
    await expect(importsOf("module.exports = { a: require('./x.cjs') }")).rejects.toThrow('expected an ECMAScript module')
    await expect(importsOf('export const a = (')).rejects.toThrow('Parse error')
  })
})
