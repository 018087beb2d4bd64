import { tableNames } from '../schema/tables.ts'
import { StoreError } from '../store-error.ts'

/** Functions that make rows from nothing but what a query says. Others read files, settings or the machine. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree'])

/** Functions that make text or lists of any length at one stroke, do something, or run SQL of their own. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    ['repeat', 'lpad', 'rpad', 'list_resize', 'array_resize', 'range', 'generate_series', 'bar', 'format', 'printf'],
    ['write_log', 'nextval', 'currval', 'setseed', 'current_setting', 'getvariable', 'json_execute_serialized_sql', 'sleep_ms'],
  ].flat(),
)

const SYSTEM_TABLES = /^(duckdb_|pragma_|sqlite_|information_schema|pg_)/i

/** Holds the tree of a query, as `json_serialize_sql` gives it, against what queries may do. Throws a `StoreError`. */
export function checkQueryTree(serialized: string): void {
  const tree: unknown = JSON.parse(serialized)
  if (!isRecord(tree)) throw refused('a query', serialized.slice(0, 50))
  if (tree['error'] === true) {
    const message = String(tree['error_message'])
    if (/only select/i.test(message)) throw refused('a SELECT', 'another statement')
    throw new StoreError('query-wrong', `sql: ${message}`)
  }
  const { statements } = tree
  if (!Array.isArray(statements) || statements.length !== 1)
    throw refused('one statement', `${Array.isArray(statements) ? statements.length : 0} statements`)
  checkNode(statements[0])
}

function checkNode(node: unknown): void {
  if (Array.isArray(node)) {
    for (const inner of node) checkNode(inner)
    return
  }
  if (!isRecord(node)) return
  const { function: called, function_name: name, schema_name: schema, table_name: table, type } = node
  if (type === 'TABLE_FUNCTION' && isRecord(called)) {
    const asked = String(called['function_name']).toLowerCase()
    if (!TABLE_FUNCTIONS.has(asked)) throw refused(`tables of the store, or ${[...TABLE_FUNCTIONS].join(', ')}`, asked)
    checkNode(called['children'])
  } else if (typeof name === 'string' && NO_FUNCTIONS.has(name.toLowerCase())) throw refused('functions that queries may call', name)
  if (type === 'BASE_TABLE' && [table, schema].some((part) => typeof part === 'string' && SYSTEM_TABLES.test(part)))
    throw refused('tables of the store', String(table))
  for (const [key, inner] of Object.entries(node)) if (!(type === 'TABLE_FUNCTION' && key === 'function')) checkNode(inner)
}

function refused(expected: string, received: string): StoreError {
  return new StoreError('query-refused', `sql: expected ${expected}, received ${received}`, {
    remedy: `Queries are one SELECT over the tables of the store: ${tableNames.join(', ')}.`,
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
