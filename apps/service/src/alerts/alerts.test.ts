import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alert, createClient } from '@of/api'
import { openStore, type Store } from '@of/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listeningHook } from '../testing/hook.ts'
import { runningService } from '../testing/running.ts'
import { until } from '../testing/until.ts'
import { Alerts, type AlertsOptions } from './alerts.ts'
import { RulesBook } from './rules-book.ts'
import { signatureOf } from './webhook.ts'

const secret = 'a secret of some length'
const whale = { id: 'whale', when: { on: 'whale', minNotional: 1 }, quietSeconds: 0 } as const

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'of-alerts-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const storeAt = async (path: string): Promise<Store> => {
  const store = await openStore({ path, origin: 'sim-1', flushMs: 60_000 })
  onTestFinished(() => store.close())
  return store
}

const alertsWith = async (options: Partial<AlertsOptions>): Promise<Alerts> => {
  const rules = await RulesBook.open([whale], undefined)
  const usual = {
    rules,
    webhooks: [],
    maxPerMinute: 60,
    retries: 3,
    timeoutMs: 1_000,
    store: undefined,
    isSimulated: () => true,
    firstWaitMs: 5,
  }
  const alerts = new Alerts({ ...usual, ...options })
  onTestFinished(() => alerts.close())
  return alerts
}

const order = (at: number) => ({
  kind: 'order' as const,
  product: 'BTC-USD',
  timeUs: at * 1e6,
  order: { firstTradeId: at, timeUs: at * 1e6, aggressor: 'buy' as const, price: 10, size: 1, notional: 10, fills: 1, whale: false },
})

describe('Alerts', () => {
  it('tells a webhook, again under the same key until it is taken, and signs what it says', async () => {
    const hook = await listeningHook()
    onTestFinished(() => hook.close())
    const alerts = await alertsWith({ webhooks: [{ name: 'pager', url: hook.url, secret }] })
    const seen: unknown[] = []
    hook.answer = () => {
      seen.push(alerts.recent[0])
      return seen.length < 3 ? 503 : 204
    }
    alerts.take(order(1))
    await expect.poll(() => alerts.recent[0]!.delivery).toBe('delivered')
    expect(seen).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ delivery: 'pending', simulated: true })))
    expect(new Set(hook.told.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['whale-BTC-USD-1000000']))
    const { body, headers } = hook.told.at(-1)!
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['of-signature']))!
    expect(mac).toBe(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'))
    expect(signatureOf(secret, Number(time), `${body} `)).not.toContain(mac!)
    expect(alert.parse((JSON.parse(body) as { alert: unknown }).alert)).toMatchObject({ id: 'whale-BTC-USD-1000000', simulated: true })
  })

  it.each([
    ['refuses it', 400],
    ['sends it elsewhere', 302],
  ])('gives up on a webhook that %s', async (_what, status) => {
    const hook = await listeningHook()
    onTestFinished(() => hook.close())
    hook.answer = () => status
    const failures: unknown[] = []
    const onFailure = (failure: object): void => void failures.push(failure)
    const alerts = await alertsWith({ retries: 0, webhooks: [{ name: 'pager', url: hook.url, secret }], onFailure })
    alerts.take(order(1))
    await expect.poll(() => alerts.recent[0]!.delivery).toBe('failed')
    expect(hook.told).toHaveLength(1)
    expect(failures).toEqual([{ alert: 'whale-BTC-USD-1000000', webhook: 'pager', why: expect.stringMatching(/./) as string }])
  })

  it('tells each of the rules that a webhook is for, once, and of no more a minute than it may', async () => {
    const hook = await listeningHook()
    onTestFinished(() => hook.close())
    const webhooks = [
      { name: 'pager', url: hook.url, secret },
      { name: 'other', url: hook.url, secret, rules: ['other'] },
    ]
    const alerts = await alertsWith({ webhooks, maxPerMinute: 2 })
    for (const at of [1, 1, 2, 3]) alerts.take(order(at))
    await expect.poll(() => alerts.recent.map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered', 'rate-limited'])
    expect(hook.told).toHaveLength(2)
    expect(alerts.counts).toEqual({ fired: 3, delivered: 2, failed: 0, rateLimited: 1, pending: 0 })
  })

  it('delivers after a restart what was accepted before it', async () => {
    const path = join(folder(), 's.duckdb')
    const store = await storeAt(path)
    const nobody = { name: 'pager', url: 'http://127.0.0.1:1/', secret }
    const first = await alertsWith({ store, webhooks: [nobody], retries: 50, firstWaitMs: 1_000 })
    first.take(order(1))
    await expect.poll(async () => await store.undelivered()).toHaveLength(1)
    await first.close()
    await store.close()
    const hook = await listeningHook()
    onTestFinished(() => hook.close())
    const again = await storeAt(path)
    const second = await alertsWith({ store: again, webhooks: [{ ...nobody, url: hook.url }] })
    await second.resume()
    await expect.poll(() => second.recent[0]?.delivery).toBe('delivered')
    await again.flush()
    expect(await again.undelivered()).toEqual([])
    const { items } = await again.alerts({ fromUs: undefined, toUs: undefined, limit: 5, cursor: undefined })
    expect(items).toEqual(second.recent)
    expect(hook.told).toHaveLength(1)
  })
})

describe('RulesBook', () => {
  it('keeps what was added and nothing that was removed, and lets settings win', async () => {
    const path = join(folder(), 'rules.json')
    const book = await RulesBook.open([whale], path)
    await Promise.all([book.put({ ...whale, id: 'a' }), book.put({ ...whale, id: 'b' }), book.put({ ...whale, id: 'a', quietSeconds: 9 })])
    expect(await book.remove('b')).toMatchObject({ id: 'b' })
    expect(await book.remove('none')).toBeUndefined()
    const again = await RulesBook.open([{ ...whale, quietSeconds: 1 }], path)
    expect(again.all.map(({ id, quietSeconds }) => [id, quietSeconds])).toEqual([
      ['whale', 1],
      ['a', 9],
    ])
  })
})

describe('a service with rules', () => {
  it('fires them, answers what fired, and changes those that were added alone', async () => {
    const dir = folder()
    const config = { store: { dir }, alerts: { rules: [{ ...whale, quietSeconds: 3_600 }] }, products: ['BTC-USD'], sim: { speed: 5 } }
    const service = await runningService(config)
    onTestFinished(() => service.close())
    const ask = createClient({ url: service.url })
    const rule = { id: 'mine', when: { on: 'feature', feature: 'mid', is: 'above', value: 1 }, quietSeconds: 3_600 } as const
    await ask.putAlertRule({ body: rule })
    const refused = { fault: { problem: { status: 409, title: 'Rule of the settings' } } }
    await expect(ask.removeAlertRule({ id: 'whale' })).rejects.toMatchObject(refused)
    await expect(ask.putAlertRule({ body: { ...rule, when: { ...rule.when, feature: 'none' } } })).rejects.toMatchObject({
      fault: { problem: { status: 400 } },
    })
    await until(async () => (await ask.alerts()).items.length > 1)
    const { items } = await ask.alerts()
    expect(items.map(({ delivery, rule: of, simulated }) => `${of} ${delivery} ${simulated}`).toSorted()).toEqual([
      'mine none true',
      'whale none true',
    ])
    const [one] = (await ask.alerts({ limit: 1 })).items
    expect(items[0]).toEqual(one)
    expect(await ask.removeAlertRule({ id: 'mine' })).toMatchObject({ id: 'mine' })
    expect((await ask.alertRules()).map(({ id }) => id)).toEqual(['whale'])
  })
})

describe('RulesBook', () => {
  it.each([
    ['{ broken', 'position'],
    ['[{ "id": "a", "when": { "on": "moon" } }]', '0.when.on'],
  ])('says of a file that holds no rules what is wrong with it, and where: %s', async (text, detail) => {
    const path = join(folder(), 'a.rules.json')
    writeFileSync(path, text)
    const error: unknown = await RulesBook.open([], path).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'StoreError', fault: 'unreadable' })
    expect(String(error)).toContain(path)
    expect(String(error)).toContain(detail)
  })
})
