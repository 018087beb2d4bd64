import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { checkpointsOf, openRecorder, openTape, readCheckpoint, writeCheckpoint } from '@of/tape'

const folder = await mkdtemp(join(tmpdir(), 'checkpoint-'))
const directory = join(folder, 'monday')
const startUs = 1_767_323_045_000_000
const recorder = await openRecorder({
  directory,
  header: { source: 'coinbase', simulated: true },
  code: { name: 'example', version: '1.0.0' },
  segmentUs: 60_000_000,
})
for (let second = 0; second < 180; second++) {
  await recorder.write([{ kind: 'frame', connection: 'ws1', receivedUs: startUs + 1_000_000 * second, frame: Buffer.from('{}') }])
}
await recorder.close()

// What is known before the third minute, kept under the name of what made it.
const key = { directory, segment: 3, code: 'counter 1.0.0' }
let frames = 0
for await (const batch of openTape({ path: directory }, { untilUs: startUs + 119_000_000 })) {
  frames += batch.filter(({ kind }) => kind === 'frame').length
}
await writeCheckpoint(key, serialize(frames))
console.log(frames, await checkpointsOf(key))

// A question about the third minute reads one segment of three.
const known = await readCheckpoint(key)
if (known.kind === 'usable') frames = deserialize(known.bytes)
const tape = openTape({ path: directory }, { fromSegment: 3 })
for await (const batch of tape) frames += batch.filter(({ kind }) => kind === 'frame').length
console.log(frames, tape.leftOutSegments, (await readCheckpoint({ ...key, code: 'counter 1.0.1' })).kind)
await rm(folder, { recursive: true })
