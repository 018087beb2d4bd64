import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageRoot } from '../package-root.ts'

/** Where the built page is: beside this package, as they are developed, or where it is installed; `undefined` where it is not built. */
export function builtPage(): string | undefined {
  return [fileURLToPath(new URL('../dashboard/dist', packageRoot)), ...installedPage()].find((dir) => existsSync(join(dir, 'index.html')))
}

function installedPage(): string[] {
  try {
    return [join(createRequire(packageRoot).resolve('@of/dashboard/package.json'), '..', 'dist')]
  } catch {
    return []
  }
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
