import type { TapeProgress } from '@of/tape'
import { counted } from './numbers.ts'

/** Tells a waiting person how far the work has come. */
export interface ProgressLine {
  readonly report: (progress: TapeProgress) => void
  /** Shows a text in place of the last. */
  readonly show: (text: string) => void
  /** Takes the line away until it is shown again, so that something can be written in its place. */
  readonly clear: () => void
  readonly stop: () => void
}

/** Says nothing. */
export const silentProgress: ProgressLine = { report: () => {}, show: () => {}, clear: () => {}, stop: () => {} }

/** A line with a spinner, which is gone when it stops. */
export async function spinner(stream: NodeJS.WriteStream, options: { readonly colour: boolean }): Promise<ProgressLine> {
  const { default: ora } = await import('ora')
  // The cursor stays visible and the keyboard untouched, so that nothing has to be restored when the process is killed.
  const line = ora({
    text: 'Reading',
    stream,
    hideCursor: false,
    discardStdin: false,
    isEnabled: true,
    color: options.colour ? 'cyan' : false,
  }).start()
  const show = (text: string): void => {
    line.text = text
  }
  return {
    report: (progress) => show(progressText(progress)),
    show,
    clear: () => void line.clear(),
    stop: () => void line.stop(),
  }
}

/** How far the reading has come, in words. */
export function progressText({ bytesRead, lines, totalBytes }: TapeProgress): string {
  const share = totalBytes === undefined || totalBytes === 0 ? '' : ` · ${Math.floor((100 * bytesRead) / totalBytes)} %`
  const size = totalBytes === undefined ? megabytes(bytesRead) : `${megabytes(bytesRead)} of ${megabytes(totalBytes)}`
  return `Reading${share} · ${size} · ${counted(lines, 'line')}`
}

/** A number of bytes in megabytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
