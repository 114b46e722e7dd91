/** Wire schemas of a brand's own fields. */
import { z } from 'zod'

export const uuid = z.uuid()
export const fieldSubject = z.enum(['member', 'product'])
export const fieldKind = z.enum(['text', 'number', 'date', 'choice', 'multi', 'boolean'])
/** `desk`: who may change members; `managers`: who may give levels. */
export const fieldVisibility = z.enum(['everyone', 'desk', 'managers'])

export const fieldChoice = z.object({ key: z.string(), label: z.string(), isActive: z.boolean() })

export const customField = z
  .object({
    id: uuid,
    subject: fieldSubject,
    label: z.string(),
    kind: fieldKind,
    choices: z.array(fieldChoice),
    isRequired: z.boolean(),
    isSearchable: z.boolean(),
    visibleTo: fieldVisibility,
    sort: z.number().int(),
    isActive: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'CustomField' })
export const customFieldList = z.object({ items: z.array(customField) })

const label = z.string().trim().min(1).max(30)
const sort = z.number().int().min(0).max(10_000)
/** A choice without a key is new; one that is left out stays for old values and is offered no more. */
const choices = z.array(z.object({ key: z.string().max(10).optional(), label, isActive: z.boolean().default(true) })).max(40)

export const newCustomField = z
  .object({
    subject: fieldSubject,
    label,
    kind: fieldKind,
    choices: choices.default([]),
    isRequired: z.boolean().default(false),
    isSearchable: z.boolean().default(false),
    visibleTo: fieldVisibility.default('everyone'),
    sort: sort.default(0),
  })
  .meta({ id: 'NewCustomField' })

export const customFieldChange = z
  .object({
    label: label.optional(),
    choices: choices.optional(),
    isRequired: z.boolean().optional(),
    isSearchable: z.boolean().optional(),
    visibleTo: fieldVisibility.optional(),
    sort: sort.optional(),
    isActive: z.boolean().optional(),
  })
  .meta({ id: 'CustomFieldChange' })

export const fieldValue = z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(10)).max(40)])
/** Values by the field's id; null takes one away. */
export const fieldValueChanges = z.record(uuid, fieldValue.nullable())
export const fieldValues = z.record(z.string(), fieldValue)

export type CustomField = z.output<typeof customField>
export type FieldChoice = z.output<typeof fieldChoice>
export type FieldSubject = z.output<typeof fieldSubject>
export type FieldVisibility = z.output<typeof fieldVisibility>
export type FieldValue = z.output<typeof fieldValue>
export type FieldValues = Record<string, FieldValue>
export type FieldValueChanges = Record<string, FieldValue | null>
export type NewCustomField = z.input<typeof newCustomField>
export type CustomFieldChange = z.output<typeof customFieldChange>
