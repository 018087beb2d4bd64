import { parse, type Program } from 'acorn'
import MagicString from 'magic-string'
import type { Options } from 'tsup'
import { isNode, visit } from './visit-nodes.ts'

type Plugin = NonNullable<Options['plugins']>[number]

/**
 * Gives constants of modules their `const` back, which esbuild turns into `var` when it bundles: what may change is loaded and checked
 * anew at every use, and a reader of frames spends a third of its instructions on that.
 */
export function keepConst(): Plugin {
  return {
    name: 'keep-const',
    renderChunk(code, { type, path }) {
      if (type !== 'chunk' || !path.endsWith('.js')) return undefined
      const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
      const changed = assignedNames(program)
      const text = new MagicString(code)
      for (const statement of program.body) {
        if (statement.type !== 'VariableDeclaration' || statement.kind !== 'var') continue
        const isConstant = statement.declarations.every(({ id, init }) => init && id.type === 'Identifier' && !changed.has(id.name))
        if (isConstant) text.overwrite(statement.start, statement.start + 'var'.length, 'const')
      }
      return { code: text.toString(), map: text.generateMap({ source: path, hires: true }) }
    },
  }
}

/** Every name that something is assigned to anywhere, whatever it stands for there. */
function assignedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  visit(program, (node) => {
    if (node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement')
      addNames(node['left'], names)
    else if (node.type === 'UpdateExpression') addNames(node['argument'], names)
  })
  return names
}

function addNames(target: unknown, names: Set<string>): void {
  if (!isNode(target)) return
  // What is assigned to a property leaves the name alone; patterns are taken whole.
  if (target.type === 'MemberExpression') return
  visit(target, (node) => {
    if (node.type === 'Identifier' && typeof node['name'] === 'string') names.add(node['name'])
  })
}
