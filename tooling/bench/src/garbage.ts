import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: (options?: { readonly type: 'minor' }) => void = runInNewContext('gc')

/** Collects young garbage now, so that whoever runs next begins with an empty nursery. Nothing older: a full collection throws code away too. */
export function emptyNursery(): void {
  collect({ type: 'minor' })
}

/** Collects all garbage now. */
export function collectGarbage(): void {
  collect()
}
