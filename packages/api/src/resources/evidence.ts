import * as z from 'zod'
import { productId, us } from './common.ts'

/** The evidence of a decision, as it was sealed when it was taken. */
export const evidence = z
  .object({
    id: z.string(),
    product: productId,
    timeUs: us,
    simulated: z.boolean(),
    /** The bundle: canonical JSON on one line, every byte of which counts. `of explain` puts it into words, `of verify` derives it again. */
    bundle: z.string(),
    /** The directory of the frames that it rests on, at the service; `null` where nothing was recorded. */
    recording: z.string().nullable(),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof evidence>
