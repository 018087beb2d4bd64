import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { buildPage } from '../build-page.ts'
import { chromiumPath, startSimulated } from '../processes.ts'
import { frameWork, quantile, type TraceEvent } from './frames.ts'
import { rush } from './rush.ts'

// What the page costs: first paint, work of its main thread for what it draws, and whether it holds on to more and more.
const { values } = parseArgs({
  options: {
    /** How long drawing is watched in each view, s. */
    seconds: { type: 'string', default: '4' },
    /** How long an hour of the market takes, and how long it is watched, s. */
    'hour-in': { type: 'string', default: '60' },
    'leak-seconds': { type: 'string', default: '20' },
  },
})
const products = 'BTC-USD,ETH-USD,SOL-USD,XRP-USD,ADA-USD'
const budgets = { paintMs: 1_000, frameMs: 8, heapMb: 24, nodes: 400 }
const failures: string[] = []

if (chromiumPath === undefined) {
  process.stderr.write('measure: expected Chromium at /usr/bin/chromium, found none: nothing was measured\n')
  process.exitCode = 1
} else {
  await buildPage()
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
  try {
    await measureDrawing(browser)
    await measureLeak(browser)
  } finally {
    await browser.close()
  }
  for (const failure of failures) process.stderr.write(`over budget: ${failure}\n`)
  if (failures.length > 0) process.exitCode = 1
}

/** First paint, and the work for each drawn frame in each view. */
async function measureDrawing(browser: Browser): Promise<void> {
  const service = await startSimulated(['--products', products])
  try {
    for (const view of ['candles', 'liquidity', 'footprint']) {
      const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
      const told = await rush(page, 20)
      await page.goto(`${service.url}/?view=${view}`)
      await page.locator('.ladder .bid').first().waitFor()
      await page.waitForTimeout(1_500)
      if (view === 'candles') hold('first paint', await firstPaintMs(page), budgets.paintMs, 'ms')
      const before = told()
      const seconds = Number(values.seconds)
      const { perFrameMs, seconds: traced } = frameWork(await traceOf(browser, page, seconds))
      const messages = (told() - before) / seconds
      const rate = perFrameMs.length / traced
      process.stdout.write(
        `${view}: ${messages.toFixed(0)} messages/s, ${rate.toFixed(0)} frames/s drawn, work a frame p50 ${quantile(perFrameMs, 0.5).toFixed(2)} ms, p95 ${quantile(perFrameMs, 0.95).toFixed(2)} ms\n`,
      )
      hold(`${view}: work of the main thread a drawn frame, median`, quantile(perFrameMs, 0.5), budgets.frameMs, 'ms')
      await page.close()
    }
  } finally {
    await service.stop()
  }
}

/** What the page holds at the beginning and at the end of a stretch of a market that goes by fast. */
async function measureLeak(browser: Browser): Promise<void> {
  const speed = 3_600 / Number(values['hour-in'])
  const seconds = Number(values['leak-seconds'])
  const service = await startSimulated(['--products', 'BTC-USD', '--sim.speed', String(speed)])
  try {
    const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
    await page.goto(service.url)
    await page.locator('.ladder .bid').first().waitFor()
    const session = await page.context().newCDPSession(page)
    await page.waitForTimeout(4_000)
    const first = await heldBy(session)
    await page.waitForTimeout(seconds * 1_000)
    const last = await heldBy(session)
    process.stdout.write(
      `${((seconds * speed) / 60).toFixed(0)} simulated minutes: heap ${first.heapMb.toFixed(1)} → ${last.heapMb.toFixed(1)} MB, ${first.nodes} → ${last.nodes} nodes, ${first.listeners} → ${last.listeners} listeners\n`,
    )
    hold('growth of the heap', last.heapMb - first.heapMb, budgets.heapMb, 'MB')
    hold('growth of nodes', last.nodes - first.nodes, budgets.nodes, '')
    hold('growth of listeners', last.listeners - first.listeners, 20, '')
    await page.close()
  } finally {
    await service.stop()
  }
}

function hold(name: string, value: number, budget: number, unit: string): void {
  process.stdout.write(`${name}: ${value.toFixed(1)} ${unit} (budget ${budget})\n`)
  if (!(value <= budget)) failures.push(`${name} ${value.toFixed(1)} ${unit}, budget ${budget}`)
}

async function firstPaintMs(page: Page): Promise<number> {
  return await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)
}

async function traceOf(browser: Browser, page: Page, seconds: number): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await page.waitForTimeout(seconds * 1_000)
  // Chromium's own format.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] }).traceEvents
}

async function heldBy(session: CDPSession): Promise<{ readonly heapMb: number; readonly nodes: number; readonly listeners: number }> {
  await session.send('Performance.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heapMb: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners') }
}
