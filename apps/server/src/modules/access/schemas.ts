import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { ROUNDINGS, roleKeySchema, SPEND_ORDERS } from '../settings/index.ts'
import { isAbility } from './abilities.ts'
import { ACTS } from './approve.ts'
import { isTrivialPin, PASSWORD_MAX, PASSWORD_MIN } from './rules.ts'
import { PROOFS } from './store.ts'

export * from './way-in-schemas.ts'

export const signInNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s/]{2,40}$/, { message: '2 to 40 characters without spaces' })

export const passwordSchema = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX)

/** Six digits since tills are shared by them; a shorter or longer one of before still approves until it is changed. */
export const pinSchema = z
  .string()
  .regex(/^\d{6}$/, { message: '6 digits' })
  .refine((pin) => !isTrivialPin(pin), { message: 'too easy to guess' })

export const grantSchema = z.object({ role: roleKeySchema, storeId: z.uuid().nullable() }).meta({ id: 'RoleGrant' })

/** `name`: of a role of the brand's own; the built-in ones have words in every language. */
export const heldRoleSchema = z
  .object({ role: z.string(), name: z.string().nullable(), storeId: z.uuid().nullable() })
  .meta({ id: 'HeldRole' })

export const signInSchema = z
  .object({
    /** Slug of the brand; needed where there are several. */
    brand: z.string().max(31).optional(),
    signInName: z.string().trim().toLowerCase().min(1).max(100),
    password: z.string().min(1).max(PASSWORD_MAX),
  })
  .meta({ id: 'SignIn' })

export const meSchema = z
  .object({
    staff: z.object({ id: z.uuid(), code: z.string(), name: z.string(), position: z.string() }),
    brand: z.object({ slug: z.string(), name: z.string(), trade: z.string(), isDemo: z.boolean() }),
    roles: z.array(heldRoleSchema),
    stores: z.array(
      z.object({ id: z.uuid(), code: z.string(), name: z.string(), zone: z.string(), cutoffHour: z.int(), rounding: z.enum(ROUNDINGS) }),
    ),
    /** What may be done somewhere, as `sell Ticket`. */
    abilities: z.array(z.string()),
    /** 2000 bp = 20 % off may be given without approval. */
    discountLimitBp: z.int(),
    settings: z.object({ spendOrder: z.enum(SPEND_ORDERS) }),
    /** A role asks for a second factor and there is none: nothing may be done before one is set up. */
    needsFactor: z.boolean(),
    /** The shared till this session stands at, and after how many minutes alone it locks (0: never). */
    till: z.object({ id: z.uuid(), name: z.string(), storeId: z.uuid(), idleLockMinutes: z.int() }).nullable(),
  })
  .meta({ id: 'Me' })

export const signedInSchema = meSchema.extend({ token: z.string() }).meta({ id: 'SignedIn' })

export const signInOptionsSchema = z
  .object({
    brands: z.array(z.object({ slug: z.string(), name: z.string(), isDemo: z.boolean() })),
    demoAccounts: z.array(
      z.object({
        brand: z.string(),
        signInName: z.string(),
        name: z.string(),
        role: z.string(),
        password: z.string(),
        pin: z.string(),
      }),
    ),
  })
  .meta({ id: 'SignInOptions' })

export const sessionPage = pageOf(
  z
    .object({
      id: z.uuid(),
      staffId: z.uuid(),
      device: z.string(),
      ip: z.string(),
      factor: z.enum(PROOFS),
      /** The shared till it stands at. */
      till: z.object({ name: z.string(), storeName: z.string() }).nullable(),
      createdAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      isCurrent: z.boolean(),
    })
    .meta({ id: 'Session' }),
)
export const sessionListQuery = z.object({ staffId: z.uuid().optional(), ...pageQuery })
export const sessionParams = z.object({ sessionId: z.uuid() })
export const endOthersQuery = z.object({ staffId: z.uuid().optional() })
export const endedSchema = z.object({ id: z.uuid() }).meta({ id: 'SessionEnded' })

const currentPassword = z.string().min(1).max(PASSWORD_MAX)
export const passwordChangeSchema = z.object({ currentPassword, password: passwordSchema }).meta({ id: 'PasswordChange' })
export const pinChangeSchema = z.object({ currentPassword, pin: pinSchema }).meta({ id: 'PinChange' })
export const secretChangedSchema = z.object({ sessionsEnded: z.int() }).meta({ id: 'SecretChanged' })

export const approversQuery = z.object({ storeId: z.uuid(), act: z.enum(ACTS) })
export const approversSchema = z
  .object({
    items: z.array(
      z
        .object({
          staffId: z.uuid(),
          code: z.string(),
          name: z.string(),
          roles: z.array(z.object({ role: z.string(), name: z.string().nullable() })),
          limitBp: z.int(),
          /** Null: unlimited. */
          limitFen: z.int().nullable(),
        })
        .meta({ id: 'Approver' }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'Approvers' })

const asked = { storeId: z.uuid(), approverId: z.uuid(), pin: z.string().regex(/^\d{4,8}$/) }
const fen = z.int().min(0).max(1_000_000_000_00)
/** At most what is asked may be done with it: so much off (bp), or so much money back (fen). */
export const approvalSchema = z
  .discriminatedUnion('act', [
    z.object({ ...asked, act: z.literal('discount'), bp: z.int().min(1).max(10_000) }),
    z.object({ ...asked, act: z.literal('refund'), fen }),
    z.object({ ...asked, act: z.literal('void'), fen }),
    z.object({ ...asked, act: z.literal('variance'), fen }),
    z.object({ ...asked, act: z.literal('price_raise'), fen }),
    z.object({ ...asked, act: z.literal('forfeit'), fen }),
  ])
  .meta({ id: 'ApprovalRequest' })

export const givenApprovalSchema = z
  .object({ id: z.uuid(), expiresAt: z.iso.datetime(), limitBp: z.int().nullable(), limitFen: z.int().nullable() })
  .meta({ id: 'Approval' })

const roleFields = {
  name: z.string().trim().min(1).max(40),
  /** Words of the table of abilities, such as `sell Ticket`. */
  abilities: z
    .array(z.string().refine(isAbility, { message: 'no such ability' }))
    .max(200)
    .refine((words) => new Set(words).size === words.length, { message: 'an ability is named twice' }),
  requiresFactor: z.boolean(),
}
export const roleSchema = z
  .object({
    /** A built-in role, or the id of one of the brand's own. */
    role: z.string(),
    /** Null for a built-in role: it has words in every language. */
    name: z.string().nullable(),
    isBuiltIn: z.boolean(),
    abilities: z.array(z.string()),
    requiresFactor: z.boolean(),
    holders: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Role' })
export const rolesSchema = z.object({ items: z.array(roleSchema), nextCursor: z.null() }).meta({ id: 'Roles' })
export const newRoleSchema = z.object({ ...roleFields, requiresFactor: z.boolean().default(false) }).meta({ id: 'NewRole' })
export const roleChangeSchema = z.object(roleFields).partial().meta({ id: 'RoleChange' })
export const roleParams = z.object({ role: roleKeySchema })
export const roleRemovedSchema = z.object({ role: z.string() }).meta({ id: 'RoleRemoved' })
