import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Database } from './database.ts'
import { Store, type StoreOptions, storeDefaults } from './store.ts'
import { StoreError } from './store-error.ts'

/** Opens a store, or makes it. The native module is loaded here and not before. Rejects with a `StoreError`. */
export async function openStore(given: StoreOptions): Promise<Store> {
  const options = { ...storeDefaults, ...given, path: resolve(given.path) }
  const { exportDir, memoryMb, origin, path, threads } = options
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    const received = error instanceof Error ? error.message : String(error)
    throw new StoreError('failed', `expected a folder for a store at ${dirname(path)}, received: ${received}`, { cause: error })
  })
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isFolder) throw new StoreError('unreadable', `expected a file of a store at ${path}, received a folder`)
  const database = await Database.open({
    path,
    origin,
    memoryMb,
    threads,
    exportDir: exportDir === undefined ? undefined : resolve(exportDir),
  })
  return new Store(database, options)
}
