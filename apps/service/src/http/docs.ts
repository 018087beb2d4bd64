import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** Serves the description of the API: OpenAPI 3.1 at `/openapi.json`, and a page to read and try it at `/docs`. Nothing comes from another host. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // The bar above asks for the address of a document: there is one.
    theme: { title: 'Order flow API', css: [{ filename: 'plain.css', content: '.swagger-ui .topbar { display: none }' }] },
    uiConfig: { docExpansion: 'list', deepLinking: false },
  })
}
