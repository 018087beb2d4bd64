import type * as z from 'zod'
import { API_PREFIX, type Route, type RouteName, routes } from '../routes.ts'

/** A request as it goes over the wire. */
export interface RequestOf {
  readonly method: Route['method']
  /** From the root of the service, query included. */
  readonly path: string
  readonly body?: string
}

type Part<Schema> = Schema extends z.ZodType ? z.input<Schema> : unknown
type Field<R, Key extends string> = R extends { readonly [K in Key]: infer Schema } ? Schema : undefined
type BodyOf<R> = R extends { readonly body: infer Schema } ? { readonly body: Part<Schema> } : unknown

/** What a method of the client is called with: parameters and query by name, and the body where the route takes one. */
export type InputOf<Name extends RouteName> = Part<Field<(typeof routes)[Name], 'params'>> &
  Part<Field<(typeof routes)[Name], 'query'>> &
  BodyOf<(typeof routes)[Name]>

/** What a route answers. */
export type AnswerOf<Name extends RouteName> = z.output<(typeof routes)[Name]['answer']>

/** The request that asks a route with an input. Throws a `RangeError` where a parameter of the path is missing. */
export function requestOf(name: RouteName, input: Readonly<Record<string, unknown>>): RequestOf {
  const { body, method, params, path, query }: Route = routes[name]
  const filled = path.replace(/:(\w+)/g, (_, parameter: string) => {
    const value = input[parameter]
    if (typeof value !== 'string') throw new RangeError(`${name}: expected ${parameter}, received ${String(value)}`)
    return encodeURIComponent(value)
  })
  const asked = new URLSearchParams()
  for (const key of Object.keys(query?.shape ?? {})) {
    const value = input[key]
    if ((typeof value === 'string' || typeof value === 'number') && !(key in (params?.shape ?? {}))) asked.set(key, String(value))
  }
  return {
    method,
    path: `${API_PREFIX}${filled}${asked.size > 0 ? `?${asked.toString()}` : ''}`,
    ...(body === undefined ? {} : { body: JSON.stringify(input['body']) }),
  }
}
