import { z } from 'zod'
import { passwordSchema, pinSchema, signInNameSchema } from '../../modules/access/index.ts'
import { isZone } from '../../platform/time.ts'
import { TRADES } from './rules.ts'

export const setupNeededSchema = z
  .object({
    needed: z.boolean(),
    /** Asked from another machine: the code from the server's terminal has to be given. */
    needsCode: z.boolean(),
    trades: z.array(z.enum(TRADES)),
  })
  .meta({ id: 'SetupNeeded' })

export const setupSchema = z
  .object({
    brand: z.object({
      name: z.string().trim().min(1).max(80),
      slug: z
        .string()
        .regex(/^[a-z][a-z0-9_]{1,30}$/)
        .optional(),
    }),
    trade: z.enum(TRADES),
    store: z.object({
      name: z.string().trim().min(1).max(60),
      code: z
        .string()
        .regex(/^[A-Z0-9]{1,6}$/)
        .optional(),
      zone: z.string().max(60).refine(isZone, { message: 'not a time zone' }).optional(),
    }),
    owner: z.object({ name: z.string().trim().min(1).max(40), signInName: signInNameSchema, password: passwordSchema, pin: pinSchema }),
    setupCode: z.string().max(60).optional(),
  })
  .meta({ id: 'Setup' })

export const setupDoneSchema = z
  .object({ brand: z.object({ slug: z.string(), name: z.string() }), storeId: z.uuid(), ownerId: z.uuid() })
  .meta({ id: 'SetupDone' })
