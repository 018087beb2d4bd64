import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { packageRoot } from './package-root.ts'

const manifest = z.object({ version: z.string() })

/** The version of the service. */
export const version: string = manifest.parse(JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'))).version
