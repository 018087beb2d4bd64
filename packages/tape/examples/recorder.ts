import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecorder, openTape } from '@of/tape'

const folder = await mkdtemp(join(tmpdir(), 'recorder-'))
const recorder = await openRecorder({
  directory: join(folder, 'monday'),
  header: { source: 'coinbase', simulated: true, session: 'made-up' },
  code: { name: 'example', version: '1.0.0' },
})

const receivedUs = 1_767_323_045_678_000
const heartbeat = (sequence: number): Uint8Array => Buffer.from(`{"channel":"heartbeats","sequence_num":${sequence}}`)
await recorder.write([
  { kind: 'opened', connection: 'ws1', receivedUs },
  { kind: 'frame', connection: 'ws1', receivedUs: receivedUs + 20_000, sequence: 0, frame: heartbeat(0) },
  { kind: 'frame', connection: 'ws1', receivedUs: receivedUs + 40_000, sequence: 3, frame: heartbeat(3) },
])
const { segments } = await recorder.close()
console.log(segments[0]?.file, JSON.stringify(segments[0]?.connections))

for await (const batch of openTape({ path: join(folder, 'monday') })) console.log(batch.map(({ kind }) => kind).join(', '))
await rm(folder, { recursive: true })
