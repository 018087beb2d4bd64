import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { bars, features, serverMessage, type SignalNow, signalNow } from '@of/api'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixed, signed } from './format/number.ts'
import { clock } from './format/time.ts'
import { buildPage, pageDir } from './testing/build-page.ts'
import { chromiumPath, type Running, startService, startVenue } from './testing/processes.ts'

const built = buildPage()

describe('the built page', () => {
  it('comes to less than 300 kB, compressed', async () => {
    await built
    const files = readdirSync(pageDir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|html|woff2|svg)$/.test(name))
    const sizes = files.map((name) => gzipSync(readFileSync(`${pageDir}/${name}`)).length)
    expect(files.length).toBeGreaterThan(3)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000)
  })
})

if (chromiumPath === undefined)
  process.stderr.write('\n*** NO CHROMIUM: the tests of the page are SKIPPED (tooling/install-chromium.sh)\n\n')

// Needs Chromium: without one these are told as skipped.
describe.skipIf(chromiumPath === undefined)('the page', () => {
  let venue: Running
  let service: Running
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  /** What the service told the page, newest last. */
  const told: { topic: string; data: unknown }[] = []

  const text = async (field: string): Promise<string> => await page.locator(`[data-field="${field}"]`).first().innerText()

  beforeAll(async () => {
    const launched = chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] })
    const [, started] = await Promise.all([built, startVenue()])
    venue = started
    ;[service, browser] = await Promise.all([startService(venue.url, '0'), launched])
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', reducedMotion: 'reduce' })
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
    // A book is shown before anybody has traded.
    await page
      .locator('[data-field="last-price"]')
      .first()
      .filter({ hasText: /^\s*\d/ })
      .waitFor()
  })

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
    expect(prices.map((price) => (typeof price === 'number' ? fixed(price, 2) : 'n/a'))).toContain(
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

  it('has digits of one width, so that numbers stand in columns and nothing moves when they change', async () => {
    const widths = await page.evaluate(() =>
      ['111,111.11', '000,000.00', '888,888.88'].map((digits) => {
        const probe = document.createElement('span')
        probe.textContent = digits
        document.querySelector('.top')?.append(probe)
        const { width } = probe.getBoundingClientRect()
        probe.remove()
        return width
      }),
    )
    expect(widths[0]).toBeGreaterThan(0)
    expect(new Set(widths).size).toBe(1)
  })

  it.each([
    [1440, 900],
    [1280, 720],
    [768, 1024],
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

  it('looks as the system prefers until a theme is chosen, and then as chosen, also when it is opened again', async () => {
    const theme = async (): Promise<string | null> => await page.locator('html').getAttribute('data-theme')
    expect(await theme()).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(theme).toBe('light')
    expect(page.url()).not.toContain('theme')
    await page.keyboard.press('n')
    expect(page.url()).toContain('theme=dark')
    await page.goto(service.url)
    expect(await theme()).toBe('dark')
    await page.locator('.ladder .bid').first().waitFor()
    await page.locator('.factor').first().waitFor()
  })

  it('follows its keys, and its address says how it is set', async () => {
    await page.locator('canvas').first().waitFor()
    await page.keyboard.press('l')
    await page.getByText(/rows \$[\d.]+ · columns 5 s/).waitFor()
    await page.getByText('last 10 s, each 5 s').waitFor()
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

  it.each(['dark', 'light'])('has nothing in %s that keeps somebody from reading or using it', async (theme) => {
    if ((await page.locator('html').getAttribute('data-theme')) !== theme) await page.keyboard.press('n')
    await page.evaluate(axe.source)
    const found = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
    expect(found).toEqual([])
  })

  it('asks for time from before what it was told when its address names it, and shows the way back to now', async () => {
    const toUs = Math.floor(Date.now() / 60_000 - 600) * 60e6
    const asked = page.waitForResponse((response) => /\/bars\?to=/.test(response.url()))
    const start = await page.locator('[data-field="readout"]').innerText()
    await page.goto(`${service.url}/?view=candles&from=${toUs - 1_800e6}&to=${toUs}`)
    const { items } = bars.parse(await (await asked).json())
    expect(items.at(-1)?.startUs).toBeGreaterThan(toUs)
    expect(items[0]?.startUs).toBeLessThan(toUs)
    const plot = (await page.locator('.plot-host').boundingBox())!
    await page.mouse.move(plot.x + 200, plot.y + 300)
    const readout = page.locator('[data-field="readout"]')
    await expect.poll(async () => await readout.innerText()).toMatch(/^\d\d:\d\d/)
    const at = /^\d\d:\d\d/.exec(await readout.innerText())?.[0] ?? ''
    const bar = items.find(({ startUs }) => clock(startUs, 'utc', 'minute') === at)
    expect(start).not.toContain(at)
    expect(await readout.innerText()).toContain(fixed(bar?.close ?? Number.NaN, 2))
    const back = page.locator('.to-now')
    await back.click()
    await back.waitFor({ state: 'detached' })
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(false)
  })

  it('says what is under the pointer, and why something is not known to whoever comes there by keys', async () => {
    const plot = (await page.locator('.plot-host').boundingBox())!
    const probe = page.locator('[data-field="probe"]')
    for (let y = 40; y < 400 && (await probe.count()) === 0; y += 20) await page.mouse.move(plot.x + plot.width - 100, plot.y + y)
    expect(await probe.innerText()).toMatch(/traded in 24 h/)
    await page.mouse.move(plot.x + 10, 4)
    await page.keyboard.press('Tab')
    const why = page.locator('.signal-foot [data-why]').first()
    await why.focus()
    expect(await page.locator('.hint').innerText()).toBe(await why.getAttribute('data-why'))
    await page.keyboard.press('Escape')
    await page.locator('.hint').waitFor({ state: 'detached' })
  })

  it('saves an image whose name says that it is simulated, and tells why a product cannot be followed', async () => {
    const download = page.waitForEvent('download')
    await page.keyboard.press('i')
    expect((await download).suggestedFilename()).toMatch(/^simulated-BTC-USD-candles-\d{4}-.*\.png$/)
    await page.keyboard.press('p')
    await page.locator('.add-product input').fill('no product')
    await page.keyboard.press('Enter')
    await page.locator('.panel-products [role="alert"]').waitFor()
    // The browser complains of every answer that refuses something.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('status of 400')])
    await page.keyboard.press('Escape')
    await page.locator('.panel-products').waitFor({ state: 'detached' })
  })

  it('says at a field of a rule what is wrong with it, and takes a rule of any product', async () => {
    await page.locator('[role="tab"]', { hasText: 'Alerts' }).click()
    const form = page.locator('.add-rule')
    await form.locator('[name="choice"]').selectOption('above')
    await form.locator('[name="value"]').fill('3')
    await form.locator('[name="quiet"]').fill('5')
    await form.locator('[name="product"]').selectOption('any product')
    await form.getByRole('button', { name: 'Add' }).click()
    expect(await form.locator('#wrong-value').innerText()).toBe('expected a number from -1 to 1, received 3')
    await form.locator('[name="value"]').fill('0.3')
    await page.keyboard.press('Enter')
    await page.getByText('imbalance10 > 0.3, any product, at most every 5 s').waitFor()
    await page.getByRole('button', { name: 'Remove the rule all-above-imbalance10-0p3' }).click()
    await page.getByText('none: nothing is watched').waitFor()
    await page.locator('[role="tab"]', { hasText: 'Tape' }).click()
  })

  it('gives every value that is not known a reason', async () => {
    const bare = await page
      .locator('.top, main, .strip')
      .evaluateAll((areas) =>
        areas.flatMap((area) =>
          [...area.querySelectorAll('*')]
            .filter((one) => one.children.length === 0 && one.textContent === '–' && one.closest('[data-why^="n/a: "]') === null)
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
    await expect.poll(async () => await hole.textContent()).toMatch(/book lost|no book since/)
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
