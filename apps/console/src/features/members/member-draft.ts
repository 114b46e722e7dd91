import type { Schema } from '../../lib/schema.ts'
import { type CustomField, type ValueDrafts, valueChanges, valueDraftsOf } from '../member-file/value-drafts.ts'
import { type BirthdayDraft, birthdayDraft, birthdayOf } from './birthday-field.tsx'

export type Sex = 'female' | 'male' | 'other'

/** What stands in the form of a new member, and of one that is edited. */
export interface MemberDraft {
  name: string
  phone: string
  sex: Sex | null
  birthday: BirthdayDraft
  preferences: string
  allergies: string
  notes: string
  source: string
  homeStoreId: string
  levelId: string | undefined
  tagIds: string[]
  adviserId: string | undefined
  /** The brand's own fields, by their ids. */
  fields: ValueDrafts
}

export function newDraft(homeStoreId: string): MemberDraft {
  return {
    name: '',
    phone: '',
    sex: 'female',
    birthday: birthdayDraft(null),
    preferences: '',
    allergies: '',
    notes: '',
    source: '',
    homeStoreId,
    levelId: undefined,
    tagIds: [],
    adviserId: undefined,
    fields: {},
  }
}

export function draftOf(member: Schema<'Member'>): MemberDraft {
  return {
    name: member.name ?? '',
    phone: member.phone ?? '',
    sex: member.sex,
    birthday: birthdayDraft(member.birthday),
    preferences: member.preferences,
    allergies: member.allergies,
    notes: member.notes,
    source: member.source,
    homeStoreId: member.homeStoreId,
    levelId: member.level.id,
    tagIds: member.tags.map((tag) => tag.id),
    adviserId: member.adviser?.id,
    fields: valueDraftsOf(member.fields),
  }
}

/** Only what differs, so that two people may edit different things, and a masked phone is never written back. */
export function changeOf(before: MemberDraft, draft: MemberDraft, fields: readonly CustomField[] = []): Schema<'MemberChange'> {
  const change: Schema<'MemberChange'> = {}
  if (draft.name.trim() !== before.name) change.name = draft.name.trim()
  if (draft.phone.trim() !== before.phone) change.phone = draft.phone.trim() || null
  if (draft.sex !== before.sex) change.sex = draft.sex
  if (JSON.stringify(draft.birthday) !== JSON.stringify(before.birthday)) change.birthday = birthdayOf(draft.birthday)
  for (const key of ['preferences', 'allergies', 'notes', 'source'] as const)
    if (draft[key].trim() !== before[key]) change[key] = draft[key].trim()
  if (draft.homeStoreId !== before.homeStoreId) change.homeStoreId = draft.homeStoreId
  if (draft.levelId !== before.levelId && draft.levelId) change.levelId = draft.levelId
  if (draft.adviserId !== before.adviserId) change.adviserId = draft.adviserId ?? null
  const values = valueChanges(fields, before.fields, draft.fields)
  if (Object.keys(values).length > 0) change.fields = values
  return change
}
