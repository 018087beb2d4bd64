import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** What a page may load: files of the service, and nothing that is written into it. */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
}

/** The page of the API writes its styles by its own script. */
const DOCS_DIRECTIVES = { ...DIRECTIVES, 'style-src': ["'self'", "'unsafe-inline'"] }

/** Headers that keep browsers from what no page of the service does. */
export function securityHeaders(app: FastifyInstance, { isShared }: { readonly isShared: boolean }): void {
  const withPolicy = (directives: typeof DIRECTIVES) =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      // Loopback is served without TLS.
      strictTransportSecurity: false,
      crossOriginResourcePolicy: { policy: isShared ? 'cross-origin' : 'same-origin' },
    })
  const usual = withPolicy(DIRECTIVES)
  const docs = withPolicy(DOCS_DIRECTIVES)
  app.addHook('onRequest', ({ raw, url }, reply, done) => {
    const set = url.startsWith('/docs') ? docs : usual
    set(raw, reply.raw, () => done())
  })
}
