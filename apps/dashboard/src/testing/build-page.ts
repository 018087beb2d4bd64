import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the service has its page. */
export const pageDir: string = fileURLToPath(new URL('../../../service/dist/page', import.meta.url))

/** Builds the page as it stands to where the service has it. */
export async function buildPage(): Promise<void> {
  await build({ root, logLevel: 'warn', build: { outDir: pageDir, emptyOutDir: true } })
}
