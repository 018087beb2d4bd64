import { fileURLToPath } from 'node:url'

/** Where the recording lies that comes with the program; the path is the same from the sources and from the built file. */
export const samplePath: string = fileURLToPath(new URL('../sample/simulated-btc-eth.of.gz', import.meta.url))
