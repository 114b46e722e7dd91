import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { isZone } from '../../platform/time.ts'
import { OLD_PRICES, PIN_MISSING, ROLES, ROUNDINGS, SPEND_ORDERS } from './rules.ts'

/** A built-in role, or the id of one of the brand's own. */
export const roleKeySchema = z.union([z.enum(ROLES), z.uuid()])

/** Up to 30:00, which is six in the morning of the day after. */
const clock = z.string().regex(/^([01]\d|2\d|30):[0-5]\d$/)
const hours = z
  .object({ from: clock, to: clock })
  .refine((h) => h.from < h.to, { path: ['to'], message: 'closes before it opens' })
  .nullable()

const storeFields = {
  code: z.string().regex(/^[A-Z0-9]{1,6}$/),
  name: z.string().trim().min(1).max(60),
  zone: z.string().max(60).refine(isZone, { message: 'not a time zone' }),
  cutoffHour: z.int().min(0).max(12),
  address: z.string().trim().max(200),
  phone: z.string().trim().max(40),
  rounding: z.enum(ROUNDINGS),
  /** Who invoices are made out by. */
  invoiceTitle: z.string().trim().max(100),
  /** Number of the taxpayer: 15 to 20 digits and letters, or nothing. */
  taxId: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([0-9A-Z]{15,20})?$/),
  /** Monday to Sunday, null is closed; empty where nobody said. */
  openingHours: z.array(hours).refine((week) => week.length === 0 || week.length === 7, { message: 'seven days or none' }),
}

export const storeSchema = z
  .object({ id: z.uuid(), ...storeFields, zone: z.string(), isActive: z.boolean(), version: z.int() })
  .meta({ id: 'Store' })

export const newStoreSchema = z
  .object({ ...z.object(storeFields).partial().shape, code: storeFields.code, name: storeFields.name })
  .meta({ id: 'NewStore' })

export const storeChangeSchema = z
  .object({ ...storeFields, isActive: z.boolean() })
  .partial()
  .meta({ id: 'StoreChange' })

export const storeParams = z.object({ storeId: z.uuid() })
export const storeListQuery = z.object(pageQuery)
export const storePage = pageOf(storeSchema)

const roleLimitSchema = z
  .object({ role: roleKeySchema, discountBp: z.int().min(0).max(10_000), refundFen: z.int().min(0).max(1_000_000_000_00).nullable() })
  .meta({ id: 'RoleLimit' })

const cardSettingFields = {
  pinThresholdFen: z.int().min(0).max(100_000_000).nullable(),
  pinMissing: z.enum(PIN_MISSING),
  numberPrefix: z.string().regex(/^[0-9A-Z]{0,4}$/),
  numberDigits: z.int().min(5).max(10),
  complianceProfile: z.string().regex(/^[a-z_]{2,30}$/),
}
const cardSettingsSchema = z.object(cardSettingFields).meta({ id: 'CardSettings' })
const complianceProfileSchema = z
  .object({ code: z.string(), namedCapFen: z.int().nullable(), unnamedCapFen: z.int().nullable(), countBonus: z.boolean() })
  .meta({ id: 'ComplianceProfile' })

export const settingsSchema = z
  .object({
    spendOrder: z.enum(SPEND_ORDERS),
    oldPrices: z.enum(OLD_PRICES),
    idleLockMinutes: z.int(),
    onAccountLimitFen: z.int(),
    sharedDailyLimitFen: z.int().nullable(),
    sharedMonthlyLimitFen: z.int().nullable(),
    roleLimits: z.array(roleLimitSchema.extend({ name: z.string().nullable() })),
    cards: cardSettingsSchema,
    profiles: z.array(complianceProfileSchema),
    version: z.int(),
  })
  .meta({ id: 'Settings' })

export const settingsChangeSchema = z
  .object({
    spendOrder: z.enum(SPEND_ORDERS).optional(),
    oldPrices: z.enum(OLD_PRICES).optional(),
    idleLockMinutes: z.int().min(0).max(240).optional(),
    onAccountLimitFen: z.int().min(0).max(100_000_000).optional(),
    sharedDailyLimitFen: z.int().min(0).max(100_000_000).nullable().optional(),
    sharedMonthlyLimitFen: z.int().min(0).max(100_000_000).nullable().optional(),
    cards: z.strictObject(cardSettingFields).partial().optional(),
    roleLimits: z
      .array(roleLimitSchema)
      .max(200)
      .refine((limits) => new Set(limits.map((l) => l.role)).size === limits.length, { message: 'a role is named twice' })
      .optional(),
  })
  .meta({ id: 'SettingsChange' })
