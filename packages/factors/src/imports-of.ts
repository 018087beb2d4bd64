import { init, parse } from 'es-module-lexer'

/** What stands for the specifier of an import that is worked out only when it runs. */
const WORKED_OUT = 'import(…)'

/** How the lexer marks what is no dynamic import. */
const STATIC = -1
const META = -2

/**
 * What a module imports, as it is written, in the order of the text: by `import`, by `export … from` and by `import()`. Types that are gone before it runs are
 * none of it. Rejects with an `Error` for a text that is no module, which a CommonJS file is not.
 */
export async function importsOf(code: string): Promise<readonly string[]> {
  await init
  const [imports, , , isModule] = parse(code)
  if (!isModule) throw new Error('expected an ECMAScript module, received a file without import and export')
  return imports.filter(({ d, se, ss }) => d !== META && !(d === STATIC && isOfTypes(code.slice(ss, se)))).map(({ n }) => n ?? WORKED_OUT)
}

function isOfTypes(statement: string): boolean {
  return /^(?:import|export)\s+type\b(?!\s+from\b)/.test(statement)
}
