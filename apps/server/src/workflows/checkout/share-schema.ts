import { z } from 'zod'

/** Means of somebody else that a bill's member may use: `own` of a record that was merged into theirs, `household` within limits. */
export const share = z
  .object({
    kind: z.enum(['own', 'household']),
    /** What the limits leave before this bill; null where nothing limits. */
    leftFen: z.number().int().nullable(),
    leftSessions: z.number().int().nullable(),
    /** Passes a line may be paid by, when it names them. */
    passes: z.array(
      z.object({
        lotId: z.string(),
        name: z.string(),
        serviceItemId: z.string().nullable(),
        unit: z.string(),
        remaining: z.number().int(),
        expiresOn: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SharedMeans' })
