import type { TapeProgress } from '@of/tape'
import { PaceMeter } from './pace-meter.ts'

/** Tells a waiting person how far the work has come. */
export interface ProgressLine {
  readonly report: (progress: ReadingProgress) => void
  /** Shows a text in place of the last. */
  readonly show: (text: string) => void
  /** Takes the line away until it is shown again, so that something can be written in its place. */
  readonly clear: () => void
  readonly stop: () => void
}

/** How far a reading has come, in bytes before decompression. */
export type ReadingProgress = Pick<TapeProgress, 'bytesRead' | 'totalBytes'>

/** Says nothing. */
export const silentProgress: ProgressLine = { report: () => {}, show: () => {}, clear: () => {}, stop: () => {} }

/** More often a line cannot be read. */
const SHOW_EVERY_MS = 200

const MINUTE_S = 60
const HOUR_S = 3_600
/** Nobody waits for what takes longer, and the figure would mean nothing. */
const LONGEST_S = 100 * HOUR_S

/** A line with a spinner, which is gone when it stops. `doing` is what it says is being done. */
export async function spinner(
  stream: NodeJS.WriteStream,
  { colour, doing }: { readonly colour: boolean; readonly doing: string },
): Promise<ProgressLine> {
  const { default: ora } = await import('ora')
  // The cursor stays visible and the keyboard untouched, so that nothing has to be restored when the process is killed.
  const line = ora({
    text: doing,
    stream,
    hideCursor: false,
    discardStdin: false,
    isEnabled: true,
    color: colour ? 'cyan' : false,
  }).start()
  const show = (text: string): void => {
    line.text = text
  }
  const meter = new PaceMeter()
  let shownMs = -Infinity
  return {
    report: (progress) => {
      const nowMs = performance.now()
      meter.take(progress.bytesRead, nowMs)
      if (nowMs - shownMs < SHOW_EVERY_MS) return
      shownMs = nowMs
      show(progressText(doing, progress, meter.bytesPerSecond))
    },
    show,
    clear: () => void line.clear(),
    stop: () => void line.stop(),
  }
}

/** How far the reading has come, how fast it goes and when it will be done, as far as that is known. */
export function progressText(doing: string, { bytesRead, totalBytes }: ReadingProgress, bytesPerSecond: number | undefined): string {
  const words = [doing]
  if (totalBytes !== undefined && totalBytes > 0) words.push(`${Math.floor((100 * bytesRead) / totalBytes)} %`)
  words.push(totalBytes === undefined ? sizeText(bytesRead) : `${sizeText(bytesRead, totalBytes, 'number')} of ${sizeText(totalBytes)}`)
  if (bytesPerSecond !== undefined) {
    words.push(`${sizeText(bytesPerSecond)}/s`)
    const leftS = totalBytes === undefined ? Infinity : (totalBytes - bytesRead) / bytesPerSecond
    if (leftS < LONGEST_S) words.push(`${spanText(leftS)} left`)
  }
  return words.join(' · ')
}

/** A number of bytes in megabytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A number of bytes in the unit that suits `like`, with or without it. */
function sizeText(bytes: number, like: number = bytes, form: 'number' | 'whole' = 'whole'): string {
  const [unit, unitBytes] = like >= 1e9 ? (['GB', 1e9] as const) : (['MB', 1e6] as const)
  const value = bytes / unitBytes
  const number = value < 99.95 ? value.toFixed(1) : value.toFixed(0)
  return form === 'number' ? number : `${number} ${unit}`
}

/** A span in the words of one who waits: the longer, the coarser. */
function spanText(seconds: number): string {
  if (seconds < MINUTE_S) return `${Math.ceil(seconds)} s`
  if (seconds < HOUR_S) {
    const rounded = Math.ceil(seconds / 10) * 10
    return `${Math.floor(rounded / MINUTE_S)} min ${rounded % MINUTE_S} s`
  }
  const minutes = Math.ceil(seconds / MINUTE_S)
  return `${Math.floor(minutes / MINUTE_S)} h ${minutes % MINUTE_S} min`
}
