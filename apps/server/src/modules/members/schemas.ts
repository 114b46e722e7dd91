/** Wire schemas of members, levels and tags. */
import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { fieldValueChanges, fieldValues } from '../fields/index.ts'
import { SPEND_STEPS_FEN } from './rules.ts'

export const uuid = z.uuid()

export const birthday = z
  .object({
    calendar: z.enum(['solar', 'lunar']),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    /** Lunar only: born in the leap month of that number. */
    isLeap: z.boolean().optional(),
    year: z.number().int().min(1900).max(2100).optional(),
  })
  .meta({ id: 'Birthday' })

const sex = z.enum(['female', 'male', 'other'])
const name = z.string().trim().min(1).max(40)
const phone = z.string().trim().min(1).max(30)
const text = z.string().trim().max(2000)
const source = z.string().trim().max(40)

export const newMember = z
  .object({
    name,
    /** Any way of writing a mobile number; one of China without a country code. */
    phone: phone.nullable().default(null),
    sex: sex.nullable().default(null),
    birthday: birthday.nullable().default(null),
    preferences: text.default(''),
    allergies: text.default(''),
    notes: text.default(''),
    source: source.default(''),
    homeStoreId: uuid,
    /** The lowest level when left out; any other takes the ability `manage Level`. */
    levelId: uuid.optional(),
    tagIds: z.array(uuid).max(30).default([]),
    /** Values of the brand's own fields, by the field's id. */
    fields: fieldValueChanges.default({}),
    adviserId: uuid.nullable().default(null),
    /** Made by the system when left out: `M000123`. */
    number: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[0-9A-Z]{3,20}$/)
      .optional(),
  })
  .meta({ id: 'NewMember' })

export const memberChange = z
  .object({
    name: name.optional(),
    phone: phone.nullable().optional(),
    sex: sex.nullable().optional(),
    birthday: birthday.nullable().optional(),
    preferences: text.optional(),
    allergies: text.optional(),
    notes: text.optional(),
    source: source.optional(),
    homeStoreId: uuid.optional(),
    /** Takes the ability `manage Level`. */
    levelId: uuid.optional(),
    /** Who looks after them. */
    adviserId: uuid.nullable().optional(),
    /** Values of the brand's own fields, by the field's id; null takes one away. */
    fields: fieldValueChanges.optional(),
    isActive: z.boolean().optional(),
  })
  .meta({ id: 'MemberChange' })

/** What a write answers: nothing personal, so that what is kept for a replay holds nothing personal either. */
export const memberRef = z.object({ id: uuid, number: z.string(), version: z.number().int() }).meta({ id: 'MemberRef' })

/** An automatic one is given by a rule, never by hand. */
export const tag = z.object({ id: uuid, name: z.string(), isAuto: z.boolean() }).meta({ id: 'Tag' })

export const memberRow = z
  .object({
    id: uuid,
    number: z.string(),
    /** Null once the person was erased. */
    name: z.string().nullable(),
    /** `138****5678`; in full only on request (phone-reveals). */
    phone: z.string().nullable(),
    sex: sex.nullable(),
    level: z.object({ id: uuid, name: z.string() }),
    homeStoreId: uuid,
    photoId: uuid.nullable(),
    tags: z.array(tag),
    hasAllergies: z.boolean(),
    isActive: z.boolean(),
    /** As of last night: visits ever, spent in the last year, and the last visit. Null before the first night; money only for who may see it. */
    visits: z.number().int().nullable(),
    spendFen: z.number().int().nullable(),
    lastVisitOn: z.string().nullable(),
    version: z.number().int(),
    /** The card, perhaps an old one, whose number was looked for. */
    foundCard: z.object({ number: z.string(), state: z.string() }).optional(),
  })
  .meta({ id: 'MemberRow' })

export const memberDetail = z
  .object({
    ...memberRow.shape,
    birthday: z.object({ ...birthday.shape, nextOn: z.string() }).nullable(),
    preferences: z.string(),
    allergies: z.string(),
    notes: z.string(),
    source: z.string(),
    fields: fieldValues,
    adviser: z.object({ id: uuid, name: z.string() }).nullable(),
    /** Another record stands for this person now. */
    mergedInto: z.object({ id: uuid, number: z.string() }).nullable(),
    /** Other records of this person. */
    merged: z.array(z.object({ id: uuid, number: z.string() })),
    /** Whether the terms now in force were accepted. */
    termsAccepted: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: 'Member' })

export const memberSort = z.enum(['newest', 'spend', 'lastVisit'])

export const memberQuery = z.object({
  ...pageQuery,
  q: z.string().trim().max(60).optional(),
  /** One or more: members who carry them all. */
  tag: z.union([uuid, z.array(uuid).max(5)]).optional(),
  levelId: uuid.optional(),
  adviserId: uuid.optional(),
  spendFromFen: z.coerce
    .number()
    .pipe(z.union(SPEND_STEPS_FEN.map((step) => z.literal(step))))
    .optional(),
  sort: memberSort.default('newest'),
})

export const memberPage = pageOf(memberRow)

export const duplicateQuery = z.object({ phone: z.string().trim().max(30).optional(), name: z.string().trim().max(40).optional() })

export const duplicates = z
  .object({
    items: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        name: z.string().nullable(),
        phone: z.string().nullable(),
        /** The same phone is strong; the same name alone is weak. */
        match: z.enum(['phone', 'name']),
      }),
    ),
  })
  .meta({ id: 'MemberDuplicates' })

export const newTag = z.object({ name: z.string().trim().min(1).max(20) }).meta({ id: 'NewTag' })
export const tagList = z.object({ items: z.array(tag) })
export const memberTags = z.object({ tagIds: z.array(uuid).max(30) }).meta({ id: 'MemberTags' })

export const level = z
  .object({
    id: uuid,
    name: z.string(),
    rank: z.number().int(),
    serviceDiscountBp: z.number().int(),
    productDiscountBp: z.number().int(),
    version: z.number().int(),
  })
  .meta({ id: 'Level' })
export const levelList = z.object({ items: z.array(level) })

const bp = z.number().int().min(0).max(10_000)
export const levelChange = z
  .object({ name: z.string().trim().min(1).max(20).optional(), serviceDiscountBp: bp.optional(), productDiscountBp: bp.optional() })
  .meta({ id: 'LevelChange' })

export type NewMemberInput = z.input<typeof newMember>
export type MemberChange = z.output<typeof memberChange>
export type MemberRef = z.output<typeof memberRef>
export type MemberRow = z.output<typeof memberRow>
export type MemberDetail = z.output<typeof memberDetail>
export type Level = z.output<typeof level>
export type LevelChange = z.output<typeof levelChange>
export type MemberSort = z.output<typeof memberSort>
export type Tag = z.output<typeof tag>
export type Duplicate = z.output<typeof duplicates>['items'][number]
