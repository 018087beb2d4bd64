import { encodeEntry, encodeHeader, openTape, TapeError } from '@of/tape'

const lines = [
  encodeHeader({ format: 'of-frames', version: 1, source: 'coinbase', simulated: true }),
  encodeEntry({ kind: 'opened', receivedUs: 1_767_323_045_678_000, connection: 'ws.1' }),
  encodeEntry({ kind: 'frame', receivedUs: 1_767_323_045_678_000, connection: 'ws.1', frame: Buffer.from('{"channel":"heartbeats"}') }),
  Buffer.from('1767323045679000 ws.1 {"channel":"heart'),
]
const stream = (async function* () {
  yield Buffer.concat(lines) // a path to a plain, gzip or zstd file does as well: openTape({ path })
})()

try {
  for await (const batch of openTape({ stream, name: 'made-up' })) {
    for (const entry of batch) console.log(entry.kind === 'frame' ? new TextDecoder().decode(entry.frame) : JSON.stringify(entry))
  }
} catch (error) {
  if (error instanceof TapeError) console.log(error.fault.kind, '·', error.message)
}
