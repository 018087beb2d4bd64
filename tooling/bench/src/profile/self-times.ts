/** What of a V8 CPU profile is looked at. @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  /** The node of each sample, and the microseconds since the one before. */
  readonly samples?: readonly number[] | undefined
  readonly timeDeltas?: readonly number[] | undefined
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[] | undefined
}

/** The time spent in a function itself, without those it calls. */
export interface SelfTime {
  /** Name, file and line. */
  readonly where: string
  readonly ms: number
  /** Of all that was spent below the function in question. */
  readonly share: number
}

/** Where the time goes that is spent in a function and all that it calls: by functions, most first. */
export function selfTimes({ nodes, samples = [], timeDeltas = [] }: CpuProfile, below: string): SelfTime[] {
  const inside = nodesBelow(nodes, below)
  const times = new Map<string, number>()
  let total = 0
  for (const [index, id] of samples.entries()) {
    const node = inside.get(id)
    if (node === undefined) continue
    const where = whereOf(node)
    const us = timeDeltas[index] ?? 0
    times.set(where, (times.get(where) ?? 0) + us)
    total += us
  }
  return [...times].map(([where, us]) => ({ where, ms: us / 1000, share: us / total })).sort((a, b) => b.ms - a.ms)
}

function nodesBelow(nodes: readonly ProfileNode[], name: string): Map<number, ProfileNode> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const inside = new Map<number, ProfileNode>()
  const open = nodes.filter(({ callFrame }) => callFrame.functionName === name)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    inside.set(node.id, node)
    for (const child of node.children ?? []) open.push(byId.get(child)!)
  }
  return inside
}

function whereOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const file = url === '' ? '' : ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`
  return `${functionName || '(anonymous)'}${file}`
}
