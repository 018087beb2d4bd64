import { Command } from '@commander-js/extra-typings'
import { positiveWhole, whole } from '../numbers.ts'
import { FrameFuzz } from './frame-fuzz.ts'

const AT_A_TIME = 2_000
const LONGEST_SHOWN = 2_000

/** The command that reads frames by the million. */
export function fuzzFramesCommand(): Command<[], { frames: number; seed: number; first: number; json?: true }> {
  return new Command('frames')
    .description('Sound and damaged frames against the reader of bytes: it must refuse them or agree with the reader of text.')
    .option('--frames <n>', 'how many', positiveWhole, 1_000_000)
    .option('--seed <n>', 'what they are made from', whole, 1)
    .option('--first <n>', 'the number of the first of them', whole, 0)
    .option('--json', 'print one JSON object on one line')
    .addHelpText('after', '\nExit codes: 0 when all agreed, 1 otherwise.\nA failing frame is read again with --first NUMBER --frames 1.')
    .action(fuzzFrames)
}

async function fuzzFrames(options: { frames: number; seed: number; first: number; json?: true }): Promise<void> {
  const { stderr, stdout } = process
  const fuzz = new FrameFuzz(options)
  const startMs = Date.now()
  const interruption = new AbortController()
  process.once('SIGINT', () => interruption.abort())
  while (fuzz.advance(AT_A_TIME) && !interruption.signal.aborted) {
    if (stderr.isTTY) stderr.write(`\r${progress(fuzz, options.frames, Date.now() - startMs)} \u001B[K`)
    // A signal is only heard between two batches.
    await new Promise((resolve) => void setImmediate(resolve))
  }
  if (stderr.isTTY) stderr.write('\r\u001B[K')
  const { result } = fuzz
  const { frames, fast, slow, failing } = result
  const seconds = (Date.now() - startMs) / 1000
  if (options.json === true) stdout.write(`${JSON.stringify(result)}\n`)
  else {
    stdout.write(`${frames} frames in ${seconds.toFixed(0)} s: ${fast} read from their bytes as from their text, ${slow} refused, `)
    stdout.write(`${failing.length} read to something else\n`)
  }
  for (const { number, bytes } of fuzz.failures) {
    stderr.write(
      `frame ${number} of seed ${options.seed}: ${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, LONGEST_SHOWN))}\n`,
    )
  }
  process.exitCode = interruption.signal.aborted ? 130 : failing.length > 0 ? 1 : 0
}

function progress(fuzz: FrameFuzz, all: number, elapsedMs: number): string {
  const { frames, failing } = fuzz.result
  const rate = (frames / elapsedMs) * 1000
  return `${frames} of ${all} frames · ${rate.toFixed(0)}/s · ${((all - frames) / rate).toFixed(0)} s left · ${failing.length} failing`
}
