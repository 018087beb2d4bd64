import { type Fault, type FaultKind, faultKinds } from '../faults/fault.ts'

/** What a posted fault may refer to. */
export interface OrderContext {
  readonly connections: ReadonlySet<string>
  readonly products: ReadonlySet<string>
}

/** Kinds that happen before a listening server hears of anything. */
const unplayable: ReadonlySet<FaultKind> = new Set(['dns', 'tls'])

const keys: ReadonlySet<string> = new Set(['kind', 'connection', 'product', 'durationMs'])
const longestMs = 86_400_000

/** Reads a fault that was posted to happen at once, or says what is wrong with it. */
export function readFaultOrder(body: unknown, context: OrderContext): Omit<Fault, 'atUs'> | string {
  if (!isRecord(body)) return 'expected a JSON object with a kind'
  const unknownKey = Object.keys(body).find((key) => !keys.has(key))
  if (unknownKey !== undefined) return `expected only ${[...keys].join(', ')}, received ${unknownKey}`
  const { kind, connection, product, durationMs } = body
  if (!isKind(kind)) return `kind: expected one of ${faultKinds.join(', ')}, received ${JSON.stringify(kind)}`
  if (unplayable.has(kind)) return `kind: expected one that a listening server can play, received ${kind}`
  if (connection !== undefined && !isOneOf(connection, context.connections)) return unlisted('connection', context.connections, connection)
  if (product !== undefined && !isOneOf(product, context.products)) return unlisted('product', context.products, product)
  if (durationMs !== undefined && !isDuration(durationMs)) {
    return `durationMs: expected a number above 0 and up to ${longestMs}, received ${JSON.stringify(durationMs)}`
  }
  return {
    kind,
    ...(connection === undefined ? {} : { connection }),
    ...(product === undefined ? {} : { product }),
    ...(durationMs === undefined ? {} : { durationUs: Math.ceil(durationMs * 1000) }),
  }
}

function unlisted(name: string, known: ReadonlySet<string>, received: unknown): string {
  const expected = known.size === 0 ? 'none, for none is open' : `one of ${[...known].slice(0, 20).join(', ')}`
  return `${name}: expected ${expected}, received ${JSON.stringify(received)}`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= longestMs
}

function isKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value)
}

function isOneOf(value: unknown, known: ReadonlySet<string>): value is string {
  return typeof value === 'string' && known.has(value)
}
