/** Wire schemas of households. */
import { z } from 'zod'

export const uuid = z.uuid()
const limitFen = z.number().int().min(0).max(100_000_000).nullable()
const limitSessions = z.number().int().min(0).max(1000).nullable()
const role = z.enum(['owner', 'user'])

/** What may be drawn in one business day; null is no limit. */
const limits = { dailyLimitFen: limitFen, dailyLimitSessions: limitSessions }

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
        /** Of this person alone. */
        ...limits,
        joinedAt: z.string(),
      }),
    ),
    version: z.number().int(),
  })
  .meta({ id: 'Household' })
export const memberHousehold = z.object({ household: household.nullable() })

export const newHousehold = z.object({ ownerId: uuid }).meta({ id: 'NewHousehold' })
const optionalLimits = { dailyLimitFen: limitFen.optional(), dailyLimitSessions: limitSessions.optional() }
export const householdChange = z.object(optionalLimits).meta({ id: 'HouseholdChange' })
export const newHouseholdMember = z
  .object({ memberId: uuid, role: role.default('user'), ...optionalLimits })
  .meta({ id: 'NewHouseholdMember' })
export const householdMemberChange = z.object({ role: role.optional(), ...optionalLimits }).meta({ id: 'HouseholdMemberChange' })

export type Household = z.output<typeof household>
export type HouseholdChange = z.output<typeof householdChange>
export type NewHouseholdMember = z.input<typeof newHouseholdMember>
export type HouseholdMemberChange = z.output<typeof householdMemberChange>
