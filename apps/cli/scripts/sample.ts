import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { samplePath } from '../src/sample.ts'
import { simulatedSample } from './simulated-sample.ts'

const made = simulatedSample()
const wish = process.argv[2]

if (wish === '--write') {
  const compressed = gzipSync(made, { level: constants.Z_BEST_COMPRESSION })
  mkdirSync(dirname(samplePath), { recursive: true })
  writeFileSync(samplePath, compressed)
  console.log(`${samplePath}: ${compressed.length} bytes, ${made.length} uncompressed`)
} else if (wish === '--check') {
  const isSame = gunzipSync(readFileSync(samplePath)).toString() === made
  console.log(`${samplePath}: ${isSame ? 'as the simulator makes it' : 'not what the simulator makes'}`)
  process.exitCode = isSame ? 0 : 1
} else {
  console.error('usage: sample.ts --write | --check')
  process.exitCode = 64
}
