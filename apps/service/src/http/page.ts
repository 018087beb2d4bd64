import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageRoot } from '../package-root.ts'

/** Where the built page is, which is part of this package as it is built; `undefined` where it is not. */
export function builtPage(): string | undefined {
  const dir = fileURLToPath(new URL('dist/page', packageRoot))
  return existsSync(join(dir, 'index.html')) ? dir : undefined
}

/** Serves the page from its folder, and nothing outside of it. Files that carry a hash in their names are kept for ever, the others never. */
export async function pageRoutes(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(staticFiles, {
    root: dir,
    wildcard: false,
    dotfiles: 'ignore',
    schemaHide: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = /-[\w-]{8,}\.\w+$/.test(path)
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
