import * as z from 'zod'

/** A number or, where it could not be found, `null`. */
export const maybeNumber: z.ZodType<number | null> = z.number().nullable()

/** Both ends of an interval, or `null` where there is none. */
export const maybeInterval: z.ZodType<readonly [low: number, high: number] | null> = z.tuple([z.number(), z.number()]).nullable()

/** Where results are from, as far as they say it; what they do not say is unknown, and not assumed. */
export interface Provenance {
  /** The command as it was typed. */
  readonly command?: string | undefined
  readonly version?: string | undefined
  readonly recordings?: readonly string[] | undefined
  /** What was read, each with the hash of its bytes; `null` of a stream that was left before its end. */
  readonly files?: readonly { readonly name: string; readonly sha256: string | null; readonly bytes: number | null }[] | undefined
  /** `null` where its maker does not know. */
  readonly simulated?: boolean | null | undefined
  readonly venues?: readonly string[] | undefined
  readonly formats?: readonly string[] | undefined
  /** How books were sampled, such as `l2-batch-50ms`. */
  readonly samplings?: readonly string[] | undefined
}

const strings = z.array(z.string()).optional()

/** Fields of {@link Provenance}, to be spread into the schema of what holds them. */
export const provenanceFields: { readonly [Field in keyof Required<Provenance>]: z.ZodType<Provenance[Field]> } = {
  command: z.string().optional(),
  version: z.string().optional(),
  recordings: strings,
  files: z.array(z.object({ name: z.string(), sha256: z.string().nullable(), bytes: maybeNumber })).optional(),
  simulated: z.boolean().nullable().optional(),
  venues: strings,
  formats: strings,
  samplings: strings,
}
