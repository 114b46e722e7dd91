import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { grantSchema, heldRoleSchema, passwordSchema, pinSchema, signInNameSchema } from '../access/index.ts'
import { POSITIONS } from './rules.ts'

const fields = {
  code: z.string().regex(/^[A-Z0-9]{1,8}$/),
  name: z.string().trim().min(1).max(40),
  position: z.enum(POSITIONS),
  homeStoreId: z.uuid(),
}

export const staffSchema = z.object({ id: z.uuid(), ...fields, isActive: z.boolean(), version: z.int() }).meta({ id: 'Staff' })

export const staffEntrySchema = staffSchema
  .extend({
    account: z.object({ signInName: z.string(), hasPin: z.boolean(), roles: z.array(heldRoleSchema) }).nullable(),
  })
  .meta({ id: 'StaffEntry' })

export const staffPage = pageOf(staffEntrySchema)
export const staffListQuery = z.object({ storeId: z.uuid().optional(), ...pageQuery })
export const staffParams = z.object({ staffId: z.uuid() })
export const newStaffSchema = z.object({ ...fields, code: fields.code.optional() }).meta({ id: 'NewStaff' })
export const staffChangeSchema = z
  .object({ ...fields, isActive: z.boolean() })
  .partial()
  .meta({ id: 'StaffChange' })

export const accountSchema = z
  .object({
    signInName: signInNameSchema,
    /** Left out: the present one stays. */
    password: passwordSchema.optional(),
    /** Left out: the present one stays; null: none. */
    pin: pinSchema.nullable().optional(),
    roles: z
      .array(grantSchema)
      .max(50)
      .refine((roles) => new Set(roles.map((r) => `${r.role}/${r.storeId}`)).size === roles.length, { message: 'a role is named twice' }),
  })
  .meta({ id: 'AccountChange' })

export const accountSetSchema = z.object({ staffId: z.uuid(), version: z.int() }).meta({ id: 'AccountSet' })
export const factorsResetSchema = z.object({ staffId: z.uuid() }).meta({ id: 'FactorsReset' })
