import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Probe } from './probe/probe.ts'

/** From the pointer, px. */
const APART = 14

/** What is under the pointer, beside it: within the plot, and never under the pointer itself. */
export function ProbeBox({ probe }: { readonly probe: ReadonlySignal<Probe | undefined> }): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null)
  const now = probe.value
  useLayoutEffect(() => {
    const element = box.current
    const room = element?.parentElement
    if (element === null || room === null || room === undefined || now === undefined) return
    const [x, y] = now.at
    const { offsetHeight: height, offsetWidth: width } = element
    const left = x + APART + width > room.clientWidth ? Math.max(0, x - APART - width) : x + APART
    const top = y + APART + height > room.clientHeight ? Math.max(0, y - APART - height) : y + APART
    element.style.translate = `${left}px ${top}px`
  })
  if (now === undefined) return null
  return (
    <div class="probe" ref={box} data-field="probe">
      <b>{now.title}</b>
      {now.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}
