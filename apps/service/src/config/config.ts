import { alertRule } from '@of/api'
import { presetNamed, presets } from '@of/signals'
import * as z from 'zod'
import { isLoopback } from '../http/authority.ts'
import { ruleIssues } from './rule-issues.ts'

// `words` is what an error says that a value can be, where type and bounds do not say it; the description is what is said of a setting to people.
const productName = z
  .string()
  .regex(/^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,4}$/)
  .meta({ words: 'a product such as BTC-USD' })
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url).origin)
  .meta({ words: 'an origin such as https://example.org' })
const presetName = z
  .string()
  .refine((name) => presetNamed(name) !== undefined)
  .meta({ words: Object.keys(presets).join(', ') })
const days = z.int().min(1).max(36_500)

const groups = {
  http: z.strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
    port: z.int().min(0).max(65_535).default(8_787).describe('port to listen on; 0 is any free one'),
    allowedHosts: z
      .array(z.string().min(1))
      .max(100)
      .default([])
      .describe('names the service may be asked by besides those of this machine'),
    allowedOrigins: z.array(origin).max(100).default([]).describe('origins of other pages that may read the answers'),
    requestsPer10s: z.int().min(1).max(1_000_000).default(1_000).describe('requests a client may make in ten seconds'),
    maxConnections: z.int().min(1).max(100_000).default(5_000).describe('connections at once'),
  }),
  stream: z.strictObject({
    maxSubscribers: z.int().min(1).max(100_000).default(2_000).describe('readers of the stream at once'),
    maxSubscribersPerAddress: z.int().min(1).max(100_000).default(2_000).describe('and of one address'),
    maxSubscriptions: z.int().min(1).max(1_000).default(100).describe('what a reader may follow at once'),
    heartbeatMs: z.int().min(100).max(60_000).default(2_000).describe('time between heartbeats, ms'),
    slowBytes: z
      .int()
      .min(1_024)
      .max(1_073_741_824)
      .default(524_288)
      .describe('bytes that may wait for a reader before it is left out updates'),
    slowMs: z.int().min(100).max(600_000).default(15_000).describe('how long a reader may be slow before it is closed, ms'),
  }),
  auth: z.strictObject({
    token: z.string().min(16).max(1_024).optional().describe('token to ask for; it is kept as its hash alone'),
    tokenSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ words: 'the SHA-256 of the token, 64 hex digits' })
      .optional()
      .describe('its SHA-256, for those who would not write it down'),
    insecure: z.boolean().default(false).describe('serve whoever reaches the address, without a token'),
  }),
  sim: z.strictObject({
    seed: z.int().min(0).max(4_294_967_295).default(42).describe('seed of the simulator'),
    speed: z.number().min(0.01).max(1_000).default(1).describe('how many times faster the simulator goes'),
  }),
  replay: z.strictObject({
    speed: z.number().min(0.01).max(100_000).default(1).describe('how many times faster than it was received a recording goes by'),
  }),
  coinbase: z.strictObject({
    url: z
      .url({ protocol: /^wss?$/ })
      .meta({ words: 'an address that begins with ws:// or wss://' })
      .optional()
      .describe("WebSocket of the venue, where it is not Coinbase's own"),
  }),
  store: z.strictObject({
    dir: z.string().min(1).optional().describe('folder of the stores, a file for each origin of data; nothing is kept without one'),
    tradesDays: days.optional().describe('days that trades are kept; for ever unless given'),
    featuresDays: days.optional().describe('days that features are kept; for ever unless given'),
    barsDays: days.optional().describe('days that bars are kept; for ever unless given'),
    heatDays: days.default(30).describe('days that the heatmap is kept'),
    decisionsDays: days.optional().describe('days that decisions and their evidence are kept; for ever unless given'),
    qualityDays: days.optional().describe('days that quality events are kept; for ever unless given'),
    alertsDays: days.optional().describe('days that alerts are kept; for ever unless given'),
    memoryMb: z.int().min(64).max(1_048_576).default(512).describe('what the database may take, MB'),
    queryMs: z.int().min(100).max(600_000).default(5_000).describe('how long a query may take, ms'),
  }),
  restore: z.strictObject({
    everySeconds: z.int().min(1).max(3_600).default(60).describe('how often everything that is known is written down for a restart, s'),
    maxTrades: z.int().min(0).max(10_000_000).default(500_000).describe('trades of a product that a restart asks for at most'),
  }),
  record: z.strictObject({
    dir: z.string().min(1).optional().describe('folder of recordings of raw frames, one a run; nothing is recorded without one'),
    segmentMb: z.int().min(1).max(65_536).default(256).describe('size at which a file of a recording ends, MB compressed'),
    segmentMinutes: z.int().min(1).max(1_440).default(60).describe('and time after which it does, min'),
    keepDays: days.optional().describe('days that recordings of earlier runs are kept; for ever unless given'),
  }),
  alerts: z.strictObject({
    rules: z.array(alertRule).max(1_000).default([]).superRefine(ruleIssues).describe('rules besides those that are added while it runs'),
    webhooks: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z0-9-]{1,60}$/)
            .meta({ words: 'a name of lower-case letters, digits and dashes' }),
          url: z
            .url({ protocol: /^https?$/ })
            .refine((url) => !/^https?:\/\/[^/?#]*@/.test(url))
            .meta({ words: 'an address that begins with http:// or https://, without a user in it' }),
          /** What messages are signed with. */
          secret: z.string().min(16).max(1_024),
          /** Of which rules; of all unless given. */
          rules: z.array(z.string()).max(1_000).optional(),
        }),
      )
      .max(20)
      .default([])
      .describe('who is told of alerts, each { name, url, secret, rules }; nobody can be added but here'),
    maxPerMinute: z.int().min(1).max(10_000).default(60).describe('alerts a minute that are sent; more are kept, and not sent'),
    retries: z.int().min(0).max(100).default(8).describe('how often a message is sent again that was not taken'),
    timeoutMs: z.int().min(100).max(60_000).default(5_000).describe('how long an answer is waited for, ms'),
  }),
  log: z.strictObject({
    level: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('what is logged: this and worse'),
  }),
}

/** Every setting of the service, with its range and what it is unless given. Files, the environment and flags all go through it. */
export const configSchema = z
  .strictObject({
    source: z.string().min(1).default('coinbase').describe('coinbase, sim, or the path of a recording'),
    products: z.array(productName).min(1).max(200).default(['BTC-USD', 'ETH-USD']).describe('products to follow'),
    preset: presetName.default('default').describe('rules of the signal'),
    factors: z
      .array(z.string().min(1))
      .max(20)
      .default([])
      .describe('files of factors of your own, which add to the signal; they are code, and are run'),
    costBps: z.number().min(0).max(1_000).default(12).describe('what a round trip costs, bps: taker fees of both ways and half a spread'),
    http: groups.http.prefault({}),
    stream: groups.stream.prefault({}),
    auth: groups.auth.prefault({}),
    sim: groups.sim.prefault({}),
    replay: groups.replay.prefault({}),
    coinbase: groups.coinbase.prefault({}),
    store: groups.store.prefault({}),
    restore: groups.restore.prefault({}),
    record: groups.record.prefault({}),
    alerts: groups.alerts.prefault({}),
    log: groups.log.prefault({}),
  })
  .superRefine(({ auth, http }, context) => {
    if (isLoopback(http.host) || auth.insecure || auth.token !== undefined || auth.tokenSha256 !== undefined) return
    const message = 'an address of this machine alone, or auth.token, or auth.insecure'
    context.addIssue({ code: 'custom', path: ['http', 'host'], message })
  })

/** The settings of a service, complete and in range. */
export type Config = z.output<typeof configSchema>

/** Settings as they are given: what is left out is as it is unless given. */
export type ConfigInput = z.input<typeof configSchema>
