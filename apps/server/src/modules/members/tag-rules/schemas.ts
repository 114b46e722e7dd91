/** Wire schemas of automatic tags. */
import { z } from 'zod'

export const uuid = z.uuid()
const days = z.number().int().min(1).max(3650)
const op = z.enum(['at_least', 'at_most'])
const fen = z.number().int().min(0).max(1_000_000_000)

export const tagCondition = z
  .discriminatedUnion('fact', [
    /** Days with a completed bill within the last `days` days. */
    z.object({ fact: z.literal('visits'), days, op, value: z.number().int().min(0).max(1000) }),
    /** Services and products, less what was refunded, within the last `days` days. */
    z.object({ fact: z.literal('spend'), days, op, valueFen: fen }),
    /** Days since the last visit; since joining, for who never came. */
    z.object({ fact: z.literal('last_visit'), op, days }),
    /** The next birthday comes within so many days; 0 is today. Lunar ones by their own calendar. */
    z.object({ fact: z.literal('birthday'), days: z.number().int().min(0).max(60) }),
    z.object({ fact: z.literal('level'), levelIds: z.array(uuid).min(1).max(20) }),
    z.object({ fact: z.literal('store'), storeIds: z.array(uuid).min(1).max(100) }),
    /** Owns a pass that ends within so many days. */
    z.object({ fact: z.literal('pass_expiring'), days }),
    /** Days since they became a member. */
    z.object({ fact: z.literal('joined'), op, days }),
    /** Stored value, principal and bonus together. */
    z.object({ fact: z.literal('balance'), op, valueFen: fen }),
  ])
  .meta({ id: 'TagCondition' })

export const tagConditions = z.object({ match: z.enum(['all', 'any']), conditions: z.array(tagCondition).min(1).max(8) })

export const newTagRule = z.object({ name: z.string().trim().min(1).max(20), ...tagConditions.shape }).meta({ id: 'NewTagRule' })
export const tagRuleChange = z
  .object({ name: z.string().trim().min(1).max(20).optional(), rule: tagConditions.optional(), isActive: z.boolean().optional() })
  .meta({ id: 'TagRuleChange' })

export const tagRule = z
  .object({
    id: uuid,
    tag: z.object({ id: uuid, name: z.string() }),
    ...tagConditions.shape,
    isActive: z.boolean(),
    /** How many carry the tag now. */
    memberCount: z.number().int(),
    evaluatedAt: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'TagRule' })
export const tagRuleList = z.object({ items: z.array(tagRule) })
export const tagPreview = z
  .object({ count: z.number().int(), added: z.number().int(), removed: z.number().int() })
  .meta({ id: 'TagPreview' })

export type TagCondition = z.output<typeof tagCondition>
export type TagConditions = z.output<typeof tagConditions>
export type TagRule = z.output<typeof tagRule>
