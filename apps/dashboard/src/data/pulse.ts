/** How often text changes at most: ten times a second. */
const TEXT_MS = 100

/** Calls back once a frame at most, ten times a second at most, and not at all while the page is hidden. The answer stops it. */
export function startPulse(onPulse: (nowMs: number) => void): () => void {
  let lastMs = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  const onFrame = (): void => {
    lastMs = performance.now()
    onPulse(Date.now())
    timer = setTimeout(ask, TEXT_MS - 8)
  }
  const ask = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') return
    frame = requestAnimationFrame(onFrame)
  }
  const onVisible = (): void => {
    if (document.visibilityState === 'visible' && performance.now() - lastMs > TEXT_MS) ask()
  }
  document.addEventListener('visibilitychange', onVisible)
  ask()
  return () => {
    document.removeEventListener('visibilitychange', onVisible)
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
