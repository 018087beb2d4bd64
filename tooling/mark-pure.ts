import { type Node, parse } from 'acorn'
import MagicString from 'magic-string'
import type { Options } from 'tsup'
import { visit } from './visit-nodes.ts'

type Plugin = NonNullable<Options['plugins']>[number]

/**
 * Says of every call that makes a constant of a module that it does nothing else, which is what `"sideEffects": false` says of the module: a
 * bundler leaves out of one file what nobody imports, as it leaves out a file, and whoever wants the mid of a quote need not ship every indicator.
 */
export function markPure(): Plugin {
  return {
    name: 'mark-pure',
    renderChunk(code, { type, path }) {
      if (type !== 'chunk' || !path.endsWith('.js')) return undefined
      const text = new MagicString(code)
      for (const at of callsThatMakeConstants(code)) text.appendLeft(at, '/* @__PURE__ */ ')
      return { code: text.toString(), map: text.generateMap({ source: path, hires: true }) }
    },
  }
}

/** Where they begin; calls inside functions are made later, or by nobody. */
function callsThatMakeConstants(code: string): ReadonlySet<number> {
  const starts = new Set<number>()
  for (const statement of parse(code, { ecmaVersion: 'latest', sourceType: 'module' }).body) {
    if (statement.type !== 'VariableDeclaration') continue
    visit(statement, (node) => {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') starts.add(node.start)
      return !isLater(node)
    })
  }
  return starts
}

function isLater({ type }: Node): boolean {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'ClassBody'
}
