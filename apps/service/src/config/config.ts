import { alertRule } from '@of/api'
import { z } from 'zod'

const productName = z.string().regex(/^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,4}$/, 'a product such as BTC-USD')
const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)

/** Every setting of the service, with its range and what it is unless given. Files, the environment and flags all go through it. */
export const configSchema = z.strictObject({
  /** `coinbase`, `sim`, or the path of a recording. */
  source: z.string().min(1).default('coinbase'),
  products: z.array(productName).min(1).max(200).default(['BTC-USD', 'ETH-USD']),
  /** Name of a preset. */
  preset: z.string().min(1).default('default'),
  /** Files of factors of one's own, which add to the signal as rules do. They are code, and are run. */
  factors: z.array(z.string().min(1)).max(20).default([]),
  /** What a round trip costs, for the measure beside the signal: taker fees of both ways and half a spread. */
  costBps: z.number().min(0).max(1_000).default(12),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8_787),
      /** Names under which the service may be asked besides those of this machine and its own address. */
      allowedHosts: z.array(z.string().min(1)).max(100).default([]),
      /** Origins of other pages that may read the answers. */
      allowedOrigins: z.array(origin).max(100).default([]),
      /** Requests a client may make in ten seconds. */
      requestsPer10s: z.int().min(1).max(1_000_000).default(1_000),
      maxConnections: z.int().min(1).max(100_000).default(5_000),
    })
    .prefault({}),
  stream: z
    .strictObject({
      maxSubscribers: z.int().min(1).max(100_000).default(2_000),
      maxSubscribersPerAddress: z.int().min(1).max(100_000).default(2_000),
      maxSubscriptions: z.int().min(1).max(1_000).default(100),
      heartbeatMs: z.int().min(100).max(60_000).default(2_000),
      /** How much may wait for a reader before its updates are conflated. */
      slowBytes: z.int().min(1_024).max(1_073_741_824).default(524_288),
      /** How long a reader may be slow before it is closed. */
      slowMs: z.int().min(100).max(600_000).default(15_000),
    })
    .prefault({}),
  auth: z
    .strictObject({
      /** The token, which is kept as its hash alone. */
      token: z.string().min(16).max(1_024).optional(),
      /** Its SHA-256 in hex, for those who would not write it down. */
      tokenSha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the token, 64 hex digits')
        .optional(),
      /** Whether anybody who can reach the address is served. */
      insecure: z.boolean().default(false),
    })
    .prefault({}),
  sim: z
    .strictObject({ seed: z.int().min(0).max(4_294_967_295).default(42), speed: z.number().min(0.01).max(1_000).default(1) })
    .prefault({}),
  replay: z.strictObject({ speed: z.number().min(0.01).max(100_000).default(1) }).prefault({}),
  coinbase: z.strictObject({ url: z.url({ protocol: /^wss?$/ }).optional() }).prefault({}),
  store: z
    .strictObject({
      /** Folder of the stores, one file for each origin of data; nothing is kept without one. */
      dir: z.string().min(1).optional(),
      /** For how many days things are kept; for ever unless given. */
      tradesDays: z.int().min(1).max(36_500).optional(),
      featuresDays: z.int().min(1).max(36_500).optional(),
      barsDays: z.int().min(1).max(36_500).optional(),
      heatDays: z.int().min(1).max(36_500).default(30),
      decisionsDays: z.int().min(1).max(36_500).optional(),
      qualityDays: z.int().min(1).max(36_500).optional(),
      alertsDays: z.int().min(1).max(36_500).optional(),
      /** What the database may take, MB. */
      memoryMb: z.int().min(64).max(1_048_576).default(512),
      /** How long a query may take. */
      queryMs: z.int().min(100).max(600_000).default(5_000),
    })
    .prefault({}),
  /** What is done so that a restart loses nothing; only with a store. */
  restore: z
    .strictObject({
      /** How often everything that is known is written down, s. */
      everySeconds: z.int().min(1).max(3_600).default(60),
      /** How many trades of a product are asked for after a restart at most. */
      maxTrades: z.int().min(0).max(10_000_000).default(500_000),
    })
    .prefault({}),
  record: z
    .strictObject({
      /** Folder of recordings of raw frames, one for each run; nothing is recorded without one. */
      dir: z.string().min(1).optional(),
      /** A file of a recording ends at this size, compressed. */
      segmentMb: z.int().min(1).max(65_536).default(256),
      segmentMinutes: z.int().min(1).max(1_440).default(60),
      /** For how many days recordings of earlier runs are kept; for ever unless given. */
      keepDays: z.int().min(1).max(36_500).optional(),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      /** Rules besides those that are added while it runs; they come back with every start. */
      rules: z.array(alertRule).max(1_000).default([]),
      /** Who is told: nobody can be added but here. */
      webhooks: z
        .array(
          z.strictObject({
            name: z.string().regex(/^[a-z0-9-]{1,60}$/, 'a name of lower-case letters, digits and dashes'),
            url: z.url({ protocol: /^https?$/ }),
            /** What messages are signed with. */
            secret: z.string().min(16).max(1_024),
            /** Of which rules; of all unless given. */
            rules: z.array(z.string()).max(1_000).optional(),
          }),
        )
        .max(20)
        .default([]),
      /** More than so many a minute are kept, and not sent. */
      maxPerMinute: z.int().min(1).max(10_000).default(60),
      /** How often a message is sent again that was not taken. */
      retries: z.int().min(0).max(100).default(8),
      /** How long an answer is waited for. */
      timeoutMs: z.int().min(100).max(60_000).default(5_000),
    })
    .prefault({}),
  log: z.strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info') }).prefault({}),
})

/** The settings of a service, complete and in range. */
export type Config = z.output<typeof configSchema>

/** Settings as they are given: what is left out is as it is unless given. */
export type ConfigInput = z.input<typeof configSchema>
