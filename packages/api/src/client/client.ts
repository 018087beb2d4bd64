import { problem } from '../resources/common.ts'
import { type RouteName, routeNames, routes } from '../routes.ts'
import { ApiError } from './api-error.ts'
import { type AnswerOf, type InputOf, requestOf } from './request.ts'

/** Where the service is, and who asks. */
export interface ClientOptions {
  /** Of the root of the service, such as `http://127.0.0.1:8787`. */
  readonly url: string
  readonly token?: string | undefined
  /** The platform's unless given. */
  readonly fetch?: typeof globalThis.fetch
}

/** A method of the client; the signal gives the request up. Rejects with an `ApiError`. */
export type Method<Name extends RouteName> =
  Partial<InputOf<Name>> extends InputOf<Name>
    ? (input?: InputOf<Name>, options?: { readonly signal?: AbortSignal }) => Promise<AnswerOf<Name>>
    : (input: InputOf<Name>, options?: { readonly signal?: AbortSignal }) => Promise<AnswerOf<Name>>

/** One method for each route of the service. */
export type Client = { readonly [Name in RouteName]: Method<Name> }

/** A typed client of the service: what it answers is held against the schemas of the routes. */
export function createClient(options: ClientOptions): Client {
  const methods = routeNames.map((name) => [name, methodOf(name, options)] as const)
  // Each entry is made from the route of its name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries<unknown>(methods) as Client
}

function methodOf(name: RouteName, { fetch = globalThis.fetch.bind(globalThis), token, url }: ClientOptions) {
  return async (input: Readonly<Record<string, unknown>> = {}, { signal }: { readonly signal?: AbortSignal } = {}): Promise<unknown> => {
    const { body, method, path } = requestOf(name, input)
    const headers: Record<string, string> = { accept: 'application/json' }
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const base = url.replace(/\/$/, '')
    const { status, text } = await fetched(() =>
      fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) }),
    ).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw new ApiError({ kind: 'unreachable', url: base, detail: detailOf(error) }, { cause: error })
    })
    return answerOf(name, status, jsonOf(text))
  }
}

async function fetched(ask: () => Promise<Response>): Promise<{ readonly status: number; readonly text: string }> {
  const response = await ask()
  return { status: response.status, text: await response.text() }
}

function answerOf(name: RouteName, status: number, json: unknown): unknown {
  if (status < 200 || status > 299) {
    const read = problem.safeParse(json)
    throw new ApiError(
      read.success ? { kind: 'problem', problem: read.data } : { kind: 'unreadable', status, issues: issuesOf(read.error) },
    )
  }
  const read = routes[name].answer.safeParse(json)
  if (!read.success) throw new ApiError({ kind: 'unreadable', status, issues: issuesOf(read.error) })
  return read.data
}

function issuesOf({
  issues,
}: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}): string[] {
  return issues.slice(0, 5).map(({ message, path }) => `${path.map(String).join('.')}: ${message}`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
