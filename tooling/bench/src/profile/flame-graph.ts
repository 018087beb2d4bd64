import type { CpuProfile } from './self-times.ts'

/** A function among those that called it, and the time spent in it and below, in microseconds. */
interface Flame {
  readonly name: string
  readonly part: Part
  us: number
  readonly below: Map<string, Flame>
}

/** Which part of the work a function belongs to. */
type Part = 'read' | 'book' | 'metrics' | 'pipeline' | 'other'

const COLOURS: Readonly<Record<Part, string>> = {
  read: '#45aefa',
  book: '#54cfa6',
  metrics: '#a98fff',
  pipeline: '#f4cf58',
  other: '#9aa6b4',
}

const WIDTH = 1200
const ROW = 18
const TEXT = 6.4

/** Narrower than this, in pixels, a function is left out. */
const NARROWEST = 1

/** A flame graph, as SVG: a row for each depth of calls below the function in question, wide as the time spent there. */
export function flameGraph(profile: CpuProfile, below: string, title: string): string {
  const root = flamesBelow(profile, below)
  const rects: string[] = []
  const depth = draw(root, { x: 0, row: 1, perUs: WIDTH / Math.max(1, root.us) }, rects)
  const height = ROW * (depth + 3)
  const legend = Object.entries(COLOURS).map(
    ([part, colour], i) =>
      `<rect x="${i * 110}" y="${height - ROW + 3}" width="12" height="12" fill="${colour}"/><text x="${i * 110 + 17}" y="${height - 5}">${part}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, monospace" font-size="11" role="img">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="0" y="13">${escaped(title)}</text>`,
    ...rects,
    ...legend,
    '</svg>\n',
  ].join('\n')
}

function flamesBelow({ nodes, samples = [], timeDeltas = [] }: CpuProfile, name: string): Flame {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const root: Flame = { name, part: 'other', us: 0, below: new Map() }
  for (const [index, sample] of samples.entries()) {
    const calls = []
    let node = byId.get(sample)
    while (node !== undefined && node.callFrame.functionName !== name) {
      calls.push(node)
      node = byId.get(parents.get(node.id) ?? Number.NaN)
    }
    if (node === undefined) continue
    const us = timeDeltas[index] ?? 0
    root.us += us
    let flame = root
    for (const { callFrame } of calls.toReversed()) {
      const called = callFrame.functionName || '(anonymous)'
      const part = partOf(callFrame.url, called, flame.part)
      const next = flame.below.get(called) ?? { name: called, part, us: 0, below: new Map() }
      next.us += us
      flame.below.set(called, next)
      flame = next
    }
  }
  return root
}

function partOf(url: string, name: string, caller: Part): Part {
  if (name.startsWith('wasm-function')) return 'read'
  if (/coinbase\/(src|dist)\/wire|\/bytes\//.test(url)) return 'read'
  if (/core\/src\/book\//.test(url)) return 'book'
  if (/core\/src\//.test(url)) return 'metrics'
  if (/(pipeline|coinbase)\/src\//.test(url)) return 'pipeline'
  return caller
}

function draw(
  flame: Flame,
  { x, row, perUs }: { readonly x: number; readonly row: number; readonly perUs: number },
  into: string[],
): number {
  const width = flame.us * perUs
  const share = `${((100 * width) / WIDTH).toFixed(1)} %`
  const y = row * ROW
  const shown = width / TEXT > 4 ? escaped(flame.name.slice(0, Math.floor(width / TEXT))) : ''
  into.push(
    `<g><title>${escaped(flame.name)} ${share}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${COLOURS[flame.part]}"/>` +
      `<text x="${(x + 3).toFixed(1)}" y="${y + 13}">${shown}</text></g>`,
  )
  let deepest = row
  let at = x
  for (const next of [...flame.below.values()].toSorted((a, b) => b.us - a.us)) {
    if (next.us * perUs < NARROWEST) break
    deepest = Math.max(deepest, draw(next, { x: at, row: row + 1, perUs }, into))
    at += next.us * perUs
  }
  return deepest
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
