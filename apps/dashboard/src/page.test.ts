import { fileURLToPath } from 'node:url'
import { serverMessage, type SignalNow, signalNow, features } from '@of/api'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixed, signed } from './format/number.ts'
import { chromiumPath, type Running, startService, startVenue } from './testing/processes.ts'

// Needs Chromium: without one (`apt-get install chromium`) these are told as skipped.
describe.skipIf(chromiumPath === undefined)('the page', { timeout: 90_000 }, () => {
  let venue: Running
  let service: Running
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  /** What the service told the page, newest last. */
  const told: { topic: string; data: unknown }[] = []

  const text = async (field: string): Promise<string> => await page.locator(`[data-field="${field}"]`).first().innerText()

  beforeAll(async () => {
    const dir = fileURLToPath(new URL('..', import.meta.url))
    const [, started] = await Promise.all([build({ root: dir, logLevel: 'warn' }), startVenue()])
    venue = started
    service = await startService(venue.url, '0')
    browser = await chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        const message = serverMessage.parse(JSON.parse(String(payload)))
        if (message.kind === 'snapshot' || message.kind === 'update') told.push({ topic: message.topic, data: message.data })
      })
    })
    await page.goto(service.url)
    await page.locator('.ladder .bid').first().waitFor()
    await page.locator('.factor').first().waitFor()
  }, 90_000)

  afterAll(async () => {
    await browser?.close()
    await service?.stop()
    await venue?.stop()
  })

  it('says that a simulated market is one, in the page and in its title', async () => {
    expect(await text('origin')).toMatch(/SIMULATED.*not a market/s)
    expect(await page.title()).toMatch(/^SIMULATED/)
    expect(await text('health')).toContain('SIM')
  })

  it('shows the values that the service told', async () => {
    await page.keyboard.press('Space')
    await page.getByText('events waiting').first().waitFor()
    const prices = told.filter(({ topic }) => topic === 'features').map(({ data }) => features.parse(data).features['lastPrice']?.value)
    expect(prices.map((price) => (typeof price === 'number' ? fixed(price, 2) : ''))).toContain(
      (await text('last-price')).split('\n')[0]?.trim(),
    )
    const rows = await page
      .locator('.factor')
      .evaluateAll((all) =>
        all.map(
          (row) =>
            [
              row.getAttribute('data-factor') ?? '',
              Number(row.querySelector('[data-contribution]')?.getAttribute('data-contribution')),
            ] as const,
        ),
      )
    const net = await text('net-now')
    const shown = new Map(rows)
    const matching = told
      .filter(({ topic }) => topic === 'signal')
      .map(({ data }): SignalNow => signalNow.parse(data))
      .filter(({ signal }) => signal.factors.every(({ contribution, factor }) => shown.get(factor) === contribution))
    expect(matching.map(({ signal }) => (signal.net === null ? '–' : signed(signal.net, 0)))).toContain(net)
    if (net !== '–')
      expect(
        signed(
          rows.reduce((sum, [, contribution]) => sum + contribution, 0),
          0,
        ),
      ).toBe(net)
    await page.keyboard.press('Space')
    await page.getByText('events waiting').first().waitFor({ state: 'detached' })
  })

  it.each([
    [1440, 900],
    [1280, 720],
    [390, 844],
  ])('fits %d × %d without scrolling', async (width, height) => {
    await page.setViewportSize({ width, height })
    const overflow = await page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    })
    expect(overflow).toEqual([0, 0])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('follows its keys, and its address says how it is set', async () => {
    await page.locator('canvas').first().waitFor()
    await page.keyboard.press('l')
    await page.getByText(/rows \$[\d.]+ · columns 5 s/).waitFor()
    await page.keyboard.press('f')
    await page.getByText(/sells × buys/).waitFor()
    await page.keyboard.press('n')
    expect(new URL(page.url()).search).toMatch(/view=footprint&interval=1m&theme=light/)
    await page.keyboard.press('c')
    await page.keyboard.press('n')
    await page.keyboard.press('2')
    await page.locator('.products [aria-pressed="true"]', { hasText: 'ETH-USD' }).waitFor()
    await page.keyboard.press('1')
    await page.locator('.ladder .bid').first().waitFor()
  })

  it('shows the time that its address names, and the way back to now', async () => {
    const toUs = Math.floor(Date.now() / 60_000 - 60) * 60e6
    const other = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await other.goto(`${service.url}/?view=candles&from=${toUs - 1_800e6}&to=${toUs}`)
    const back = other.locator('.to-now')
    await back.waitFor()
    await back.click()
    await back.waitFor({ state: 'detached' })
    await expect.poll(() => new URL(other.url()).searchParams.has('from')).toBe(false)
    await other.close()
  })

  it('gives every value that is not known a reason', async () => {
    const bare = await page
      .locator('.top, .signal-foot, .depth')
      .evaluateAll((areas) =>
        areas.flatMap((area) =>
          [...area.querySelectorAll('*')]
            .filter((one) => one.children.length === 0 && one.textContent === '–' && !one.hasAttribute('data-why'))
            .map((one) => one.outerHTML),
        ),
      )
    expect(bare).toEqual([])
  })

  it('shows a gap as a gap', async () => {
    const before = await page.locator('[data-field="holes"] li').count()
    const answer = await fetch(`${venue.url}/_sim/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'drop' }),
    })
    expect(answer.status).toBe(202)
    const hole = page.locator('[data-field="holes"] li').nth(before)
    await hole.waitFor({ state: 'attached', timeout: 30_000 })
    await expect.poll(async () => await hole.textContent(), { timeout: 30_000 }).toMatch(/book lost|no book since/)
  })

  it('says when the service is gone, keeps what it showed, and goes on when it is back', async () => {
    const { port } = new URL(service.url)
    expect(complaints).toEqual([])
    await service.stop()
    await page.locator('.fault', { hasText: 'No connection to the service' }).waitFor({ timeout: 20_000 })
    expect(await text('health')).toContain('DOWN')
    expect(await page.locator('.ladder.stale .bid').count()).toBeGreaterThan(0)
    service = await startService(venue.url, port)
    await page.locator('.fault', { hasText: 'No connection' }).waitFor({ state: 'detached', timeout: 30_000 })
    await page.locator('.ladder:not(.stale) .bid').first().waitFor({ timeout: 30_000 })
    const unexpected = complaints.filter((words) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(words))
    expect(unexpected).toEqual([])
  })
})
