import type { InjectedFault } from '@of/sim'
import { counted, grouped } from '../render/numbers.ts'
import { isoTime } from '../input/time.ts'

/** What the server says of itself under `/_sim/status`, as far as it is shown. */
export interface SimStatus {
  readonly lagUs: number
  readonly connections: readonly { readonly frames: number; readonly bytes: number; readonly waitingBytes: number }[]
  readonly faults: { readonly waiting: number; readonly injected: Readonly<Record<string, number>> }
}

/** How much a server has sent so far, and when that was looked at. */
export interface Sent {
  readonly frames: number
  readonly atMs: number
}

/** What has been sent over the connections that are open. */
export function sentBy({ connections }: SimStatus): number {
  return connections.reduce((sum, { frames }) => sum + frames, 0)
}

/** How a server does, in one line. A connection that ended takes its frames with it: the rate is never below 0. */
export function statusLine(status: SimStatus, before: Sent, nowMs: number): string {
  const { connections, faults, lagUs } = status
  const rate = Math.max(0, Math.round(((sentBy(status) - before.frames) * 1_000) / Math.max(1, nowMs - before.atMs)))
  const injected = Object.values(faults.injected).reduce((sum, count) => sum + count, 0)
  const waitingBytes = connections.reduce((sum, { waitingBytes: bytes }) => sum + bytes, 0)
  return [
    counted(connections.length, 'connection'),
    `${grouped(rate)} frames/s`,
    `${(lagUs / 1_000).toFixed(0)} ms behind`,
    ...(waitingBytes > 1_000_000 ? [`${(waitingBytes / 1_000_000).toFixed(1)} MB not taken`] : []),
    ...(injected + faults.waiting > 0 ? [`${counted(injected, 'fault')}, ${grouped(faults.waiting)} due`] : []),
  ].join(' · ')
}

/** A fault that has bitten, in one line; times are the venue's. */
export function faultLine({ bitUs, connection, durationUs, id, kind, products, sequence }: InjectedFault): string {
  const subject = [connection, products.join(','), sequence === undefined ? undefined : `frame ${sequence}`]
  const lasting = durationUs === undefined ? '' : ` for ${(durationUs / 1e6).toFixed(1)} s`
  const words = subject.filter((part) => part !== undefined && part !== '').join(' ')
  return `${isoTime(bitUs).slice(11, 23)}Z fault ${id} ${kind}${words === '' ? '' : ` ${words}`}${lasting}`
}
