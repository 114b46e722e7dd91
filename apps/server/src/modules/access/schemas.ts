import { z } from 'zod'
import { ROLES } from '../settings/index.ts'
import { isTrivialPin, PASSWORD_MAX, PASSWORD_MIN } from './rules.ts'

export const signInNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s/]{2,40}$/, { message: '2 to 40 characters without spaces' })

export const passwordSchema = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX)

export const pinSchema = z
  .string()
  .regex(/^\d{4,8}$/, { message: '4 to 8 digits' })
  .refine((pin) => !isTrivialPin(pin), { message: 'too easy to guess' })

export const grantSchema = z.object({ role: z.enum(ROLES), storeId: z.uuid().nullable() }).meta({ id: 'RoleGrant' })
