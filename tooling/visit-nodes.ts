import type { Node } from 'acorn'

type AnyNode = Node & Record<string, unknown>

/** Looks at a tree of syntax from its root on; what lies below a node is passed over when the look answers false. */
export function visit(tree: unknown, look: (node: AnyNode) => boolean | void): void {
  if (Array.isArray(tree)) for (const child of tree) visit(child, look)
  else if (isNode(tree) && look(tree) !== false) {
    for (const child of Object.values(tree)) if (typeof child === 'object') visit(child, look)
  }
}

/** Whether something is a node of a tree. */
export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value
}
