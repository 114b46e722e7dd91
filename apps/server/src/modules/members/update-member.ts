import { authorize, inScope, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { changeValues, fieldsOf } from '../fields/index.ts'
import { checkBirthday, phoneOf } from './enrol-member.ts'
import { AdviserUnfit, LevelUnfit, MemberMerged, StoreUnfit } from './errors.ts'
import { memberForChange, renewTokens } from './member-for-change.ts'
import { type OpenedPerson, openPerson, type Person, phoneHash, sealPerson } from './person.ts'
import type { MemberChange, MemberRef } from './schemas.ts'
import { updateMemberRow } from './store.ts'

/**
 * Changes a member who was read at `version`; what they are found by follows. Another level takes the ability `manage Level`.
 * @throws NotFound, MemberMerged, VersionStale, PhoneInvalid, BirthdayInvalid, StoreUnfit, LevelUnfit, AdviserUnfit, FieldsInvalid, Forbidden
 */
export async function updateMember(ctx: WriteCtx, memberId: string, version: number, change: MemberChange): Promise<MemberRef> {
  const row = await memberForChange(ctx, memberId, change)
  // Of somebody whose key was destroyed there is nothing left to change.
  if (!row || row.person_key === null) throw new NotFound()
  if (row.merged_into_id !== null) throw new MemberMerged({ memberId: row.merged_into_id })
  if (row.version !== version) throw new VersionStale()
  const levelId = change.levelId ?? row.level_id
  if (levelId !== row.level_id) authorize(ctx, 'manage', 'Level')
  if (!row.has_level) throw new LevelUnfit({ levelId })
  const homeStoreId = change.homeStoreId ?? row.home_store_id
  const isMoved = homeStoreId !== row.home_store_id
  if (isMoved && !(row.has_store && inScope(ctx.actor, homeStoreId))) throw new StoreUnfit({ storeId: homeStoreId })
  const adviserId = change.adviserId === undefined ? row.adviser_id : change.adviserId
  if (!row.has_adviser) throw new AdviserUnfit({ staffId: adviserId })
  const before = openPerson(ctx.brand, row)
  const fields = await fieldsOf(ctx, 'member')
  const values = changeValues(ctx, fields, before.fields, change.fields ?? {}, false)
  const person = { ...changed(ctx, before, change), fields: values }
  const isWritten = await updateMemberRow(ctx, memberId, version, {
    ...sealPerson(ctx.brand, memberId, row.person_key, person),
    sex: change.sex === undefined ? row.sex : change.sex,
    source: change.source ?? row.source,
    home_store_id: homeStoreId,
    level_id: levelId,
    adviser_id: adviserId,
    phone_hash: phoneHash(ctx.brand, person.phone),
    is_active: change.isActive ?? row.is_active,
  })
  if (!isWritten) throw new VersionStale()
  await renewTokens(ctx, { ...row, level_id: levelId, adviser_id: adviserId }, person, fields)
  const named = Object.keys(change).filter((field) => change[field as keyof MemberChange] !== undefined)
  ctx.audit({ action: 'member.update', subjectKind: 'Member', subjectId: memberId, storeId: homeStoreId, detail: { fields: named } })
  if (levelId !== row.level_id) {
    ctx.audit({ action: 'member.set_level', subjectKind: 'Member', subjectId: memberId, detail: { from: row.level_id, to: levelId } })
  }
  return { id: memberId, number: row.number, version: version + 1 }
}

function changed(ctx: WriteCtx, person: OpenedPerson, change: MemberChange): Omit<Person, 'fields'> {
  checkBirthday(ctx, change.birthday ?? null)
  return {
    name: change.name ?? person.name ?? '',
    phone: change.phone === undefined ? person.phone : phoneOf(change.phone),
    birthday: change.birthday === undefined ? person.birthday : change.birthday,
    preferences: change.preferences ?? person.preferences,
    allergies: change.allergies ?? person.allergies,
    notes: change.notes ?? person.notes,
  }
}
