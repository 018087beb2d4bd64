import type * as z from 'zod'
import { abPart } from '../ab/ab-report.ts'
import { abResult } from '../ab/ab-result.ts'
import { backtestPart } from '../backtest/backtest-report.ts'
import { backtestResult } from '../backtest/backtest-result.ts'
import type { Part } from '../build/part.ts'
import { gatePart } from '../gate/gate-report.ts'
import { gateResult } from '../gate/gate-result.ts'
import { studyPart } from '../study/study-report.ts'
import { studyResult } from '../study/study-result.ts'
import { tunePart } from '../tune/tune-report.ts'
import { tuneResult } from '../tune/tune-result.ts'
import { ReportInputError, type ReportInputFault } from './report-input-error.ts'

/** A file of results and its name. */
export interface ResultFile {
  readonly name: string
  /** JSON: one object, or one a line. */
  readonly text: string
}

/** A kind of result: how it is told from others, read and made into a part of a page. */
interface Kind {
  readonly command: string
  /** A field that no other kind has at its top. */
  readonly field: string
  readonly part: (value: unknown, where: Where) => Part
}

type Where = Pick<ReportInputFault, 'file' | 'line'>

const kinds: readonly Kind[] = [
  kind({ command: 'of study --json', field: 'horizons' }, studyResult, studyPart),
  kind({ command: 'of backtest --json', field: 'quality' }, backtestResult, backtestPart),
  kind({ command: 'of ab --json', field: 'pairs' }, abResult, abPart),
  kind({ command: 'of gate --json', field: 'verdict' }, gateResult, gatePart),
  kind({ command: 'of tune --json', field: 'walkForward' }, tuneResult, tunePart),
]

function kind<Result>(told: Pick<Kind, 'command' | 'field'>, schema: z.ZodType<Result>, part: (result: Result) => Part): Kind {
  return { ...told, part: (value, where) => part(parsed(schema, value, where)) }
}

/** What each result of a file brings to a page. Throws a `ReportInputError` that names the file, the line and the field. */
export function partsOf({ name, text }: ResultFile): Part[] {
  const values = valuesIn({ name, text })
  if (values.length === 0) throw new ReportInputError({ file: name, line: 1, field: '', expected: kindsText(), received: 'nothing' })
  return values.map(({ line, value }) => {
    const where = { file: name, line }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, '', kindsText(), value)
    const found = kinds.find(({ field }) => field in value)
    if (found === undefined) throw wrong(where, '', kindsText(), value)
    return found.part(value, where)
  })
}

/** The whole text as one object, however it is broken into lines, or else each line as one. */
function valuesIn({ name, text }: ResultFile): { readonly line: number; readonly value: unknown }[] {
  try {
    return [{ line: 1, value: JSON.parse(text) }]
  } catch {
    return text.split('\n').flatMap((line, index) => {
      if (line.trim() === '') return []
      try {
        return [{ line: index + 1, value: JSON.parse(line) as unknown }]
      } catch (error) {
        const received = line.length > 40 ? `${line.slice(0, 40)}…` : line
        throw new ReportInputError({ file: name, line: index + 1, field: '', expected: 'JSON', received }, { cause: error })
      }
    })
  }
}

function parsed<Result>(schema: z.ZodType<Result>, value: unknown, where: Where): Result {
  const answer = schema.safeParse(value)
  if (answer.success) return answer.data
  const [issue] = answer.error.issues
  const path = issue?.path ?? []
  const expected = /expected (.*?)(?:, received .*)?$/.exec(issue?.message ?? '')?.[1] ?? 'another value'
  throw wrong(where, pathText(path), expected, at(value, path))
}

function wrong(where: Where, field: string, expected: string, received: unknown): ReportInputError {
  return new ReportInputError({ ...where, field, expected, received: described(received) })
}

function kindsText(): string {
  return `a result of ${kinds.map(({ command }) => command).join(' or ')}`
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined), value)
}

function described(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'no fields'}`
  return JSON.stringify(value).slice(0, 60)
}
