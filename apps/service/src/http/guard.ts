import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { ServiceProblem } from '../answers/service-problem.ts'
import type { Config } from '../config/config.ts'
import { isKnownHost } from './authority.ts'
import { secretOf, type Token } from './token.ts'

/** Whom the service answers. */
export interface GuardOptions {
  readonly http: Pick<Config['http'], 'allowedHosts' | 'allowedOrigins' | 'host'>
  /** Anybody is answered where it is `undefined`. */
  readonly token: Token | undefined
}

/** What of a request decides whether it is answered. */
export interface Caller {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Whether it would open a stream. */
  readonly isUpgrade: boolean
}

/** Refuses requests before anything of them is read. */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  app.addHook('onRequest', ({ headers, method, url }, _reply, done) => {
    done(refusalOf({ headers, method, url, isUpgrade: false }, options))
  })
}

/** Why a request is not answered: it comes under an unknown name, from a page of another origin, or without the token; `undefined` where it is. */
export function refusalOf(caller: Caller, { http, token }: GuardOptions): ServiceProblem | undefined {
  return hostRefusal(caller, http) ?? originRefusal(caller, http) ?? (token === undefined ? undefined : tokenRefusal(caller, token))
}

function hostRefusal({ headers }: Caller, { allowedHosts, host }: GuardOptions['http']): ServiceProblem | undefined {
  if (isKnownHost(headers.host, { bound: host, allowed: allowedHosts })) return undefined
  return new ServiceProblem({
    title: 'Host unknown',
    status: 421,
    detail: `expected a name of this service, received ${String(headers.host).slice(0, 100)}`,
    remedy: 'Add the name to http.allowedHosts.',
  })
}

/** Browsers tell the origin of the page: one of another may read only what CORS lets it, and neither change anything nor open a stream. */
function originRefusal({ headers, isUpgrade, method }: Caller, { allowedOrigins }: GuardOptions['http']): ServiceProblem | undefined {
  const { host, origin } = headers
  const isReading = !isUpgrade && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
  if (origin === undefined || isReading || allowedOrigins.includes(origin) || sameHost(origin, host)) return undefined
  return new ServiceProblem({
    title: 'Origin not allowed',
    status: 403,
    detail: `expected a page of this service, received one of ${origin.slice(0, 100)}`,
    remedy: 'Add the origin to http.allowedOrigins.',
  })
}

function tokenRefusal({ headers, method, url }: Caller, token: Token): ServiceProblem | undefined {
  // A preflight request carries nothing, and is answered by what CORS allows alone.
  if (!holdsData(url) || method === 'OPTIONS') return undefined
  const secret = secretOf(headers)
  if (secret !== undefined && token.matches(secret)) return undefined
  return new ServiceProblem({
    title: 'Token needed',
    status: 401,
    detail: `expected the token of the service, received ${secret === undefined ? 'none' : 'another'}`,
    remedy: 'Send it as `Authorization: Bearer …`.',
  })
}

/** The page and the description of the API hold nothing but what everybody can install; neither does whether the process lives. */
function holdsData(url: string): boolean {
  return /^\/*(api|metrics)(\/|$)/i.test(decoded(url.split(/[?#;]/, 1)[0] ?? ''))
}

/** A path as the router reads it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
