/** Wire schemas of households. */
import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'

export const uuid = z.uuid()
const limitFen = z.number().int().min(0).max(100_000_000).nullable()
const limitSessions = z.number().int().min(0).max(1000).nullable()
const role = z.enum(['owner', 'user'])

/** What may be drawn in one business day, and in one month; null is no limit. */
const limits = { dailyLimitFen: limitFen, dailyLimitSessions: limitSessions, monthlyLimitFen: limitFen }

export const household = z
  .object({
    id: uuid,
    /** Of all users together. */
    ...limits,
    members: z.array(
      z.object({
        memberId: uuid,
        number: z.string(),
        name: z.string().nullable(),
        /** An owner's lots are used; a user uses them. Owners use one another's too. */
        role,
        /** An owner whose lots the others may use just now. */
        isSharing: z.boolean(),
        /** Of this person alone; money without a limit of its own follows the brand's setting. */
        ...limits,
        joinedAt: z.string(),
      }),
    ),
    version: z.number().int(),
  })
  .meta({ id: 'Household' })
export const memberHousehold = z.object({ household: household.nullable() })

export const newHousehold = z.object({ ownerId: uuid }).meta({ id: 'NewHousehold' })
const optionalLimits = {
  dailyLimitFen: limitFen.optional(),
  dailyLimitSessions: limitSessions.optional(),
  monthlyLimitFen: limitFen.optional(),
}
export const householdChange = z.object(optionalLimits).meta({ id: 'HouseholdChange' })
export const newHouseholdMember = z
  .object({ memberId: uuid, role: role.default('user'), ...optionalLimits })
  .meta({ id: 'NewHouseholdMember' })
export const householdMemberChange = z
  .object({ role: role.optional(), isSharing: z.boolean().optional(), ...optionalLimits })
  .meta({ id: 'HouseholdMemberChange' })

export const usesQuery = z.object(pageQuery)
/** What somebody of the household used of another's. */
export const householdUse = z
  .object({
    id: z.string(),
    at: z.string(),
    businessDay: z.string(),
    ownerId: uuid,
    ownerName: z.string().nullable(),
    userId: uuid,
    userName: z.string().nullable(),
    /** Of the shop's people, who rang it up. */
    by: z.string().nullable(),
    /** The bill it paid, or whose refund brought it back. */
    ticketId: uuid.nullable(),
    number: z.string().nullable(),
    storeName: z.string().nullable(),
    /** What left the owner's lots: below zero where a refund brought it back. */
    usedFen: z.number().int(),
    usedSessions: z.number().int(),
  })
  .meta({ id: 'HouseholdUse' })
export const householdUses = pageOf(householdUse)

export type HouseholdUse = z.output<typeof householdUse>
export type Household = z.output<typeof household>
export type HouseholdChange = z.output<typeof householdChange>
export type NewHouseholdMember = z.input<typeof newHouseholdMember>
export type HouseholdMemberChange = z.output<typeof householdMemberChange>
