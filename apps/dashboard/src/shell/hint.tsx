import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { placeBeside } from './hint-place.ts'

/** How long a finger rests on something before it is told about it. */
const LONG_PRESS_MS = 450

/** Says why, of whatever carries `data-why`: under the pointer, with the focus, or under a finger that rests. */
export function Hint(): JSX.Element | null {
  const { store } = useDesk()
  const about = useSignal<Element | undefined>(undefined)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const show = (element: Element | undefined): void => {
      about.peek()?.removeAttribute('aria-describedby')
      element?.setAttribute('aria-describedby', 'hint')
      about.value = element
    }
    return listenForHints(show)
  }, [about])
  // What it is about may change, move or go meanwhile.
  const now = store.nowMs.value > 0 && about.value?.isConnected === true ? about.value : undefined
  const words = now?.getAttribute('data-why') ?? ''
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || now === undefined) return
    const { height, width } = element.getBoundingClientRect()
    const { left, top } = placeBeside(now.getBoundingClientRect(), { width, height }, { width: innerWidth, height: innerHeight })
    element.style.translate = `${left}px ${top}px`
  })
  return words === '' ? null : (
    <div class="hint" id="hint" role="tooltip" ref={box}>
      {words}
    </div>
  )
}

/** Calls back with what is pointed at, and with nothing when it no more is. The answer stops it. */
function listenForHints(show: (element: Element | undefined) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let timer: ReturnType<typeof setTimeout> | undefined
  const on = <Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void): void =>
    document.addEventListener(name, listener, { signal, passive: true })
  on('pointerover', ({ pointerType, target }) => {
    if (pointerType === 'mouse') show(whyOf(target))
  })
  on('pointerdown', ({ pointerType, target }) => {
    clearTimeout(timer)
    if (pointerType === 'mouse') return
    show(undefined)
    timer = setTimeout(() => show(whyOf(target)), LONG_PRESS_MS)
  })
  for (const name of ['pointerup', 'pointercancel'] as const) on(name, () => clearTimeout(timer))
  on('focusin', ({ target }) => {
    const element = whyOf(target)
    if (element?.matches(':focus-visible') === true) show(element)
  })
  on('focusout', () => show(undefined))
  on('keydown', ({ key }) => {
    if (key === 'Escape') show(undefined)
  })
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}

function whyOf(target: EventTarget | null): Element | undefined {
  return target instanceof Element ? (target.closest('[data-why]') ?? undefined) : undefined
}
