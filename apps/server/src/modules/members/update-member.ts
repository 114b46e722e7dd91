import { authorize, inScope, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { checkBirthday, phoneOf } from './enrol-member.ts'
import { LevelUnfit, StoreUnfit } from './errors.ts'
import { type OpenedPerson, openPerson, type Person, sealPerson, tokensOf } from './person.ts'
import { memberForChange } from './queries.ts'
import type { MemberChange, MemberRef } from './schemas.ts'
import { replaceTokens, updateMemberRow } from './store.ts'

/**
 * Changes a member who was read at `version`; what they are found by follows. Another level takes the ability `manage Level`.
 * @throws NotFound, VersionStale, PhoneInvalid, BirthdayInvalid, StoreUnfit, LevelUnfit, Forbidden
 */
export async function updateMember(ctx: WriteCtx, memberId: string, version: number, change: MemberChange): Promise<MemberRef> {
  const row = await memberForChange(ctx, memberId, change)
  // Of somebody whose key was destroyed there is nothing left to change.
  if (!row || row.person_key === null) throw new NotFound()
  if (row.version !== version) throw new VersionStale()
  const levelId = change.levelId ?? row.level_id
  if (levelId !== row.level_id) authorize(ctx, 'manage', 'Level')
  if (!row.has_level) throw new LevelUnfit({ levelId })
  const homeStoreId = change.homeStoreId ?? row.home_store_id
  const isMoved = homeStoreId !== row.home_store_id
  if (isMoved && !(row.has_store && inScope(ctx.actor, homeStoreId))) throw new StoreUnfit({ storeId: homeStoreId })
  const person = changed(ctx, openPerson(ctx.brand, row), change)
  const isWritten = await updateMemberRow(ctx, memberId, version, {
    ...sealPerson(ctx.brand, memberId, row.person_key, person),
    sex: change.sex === undefined ? row.sex : change.sex,
    source: change.source ?? row.source,
    home_store_id: homeStoreId,
    level_id: levelId,
    is_active: change.isActive ?? row.is_active,
  })
  if (!isWritten) throw new VersionStale()
  const findable = { name: person.name, phone: person.phone, number: row.number, levelId, tagIds: row.tag_ids }
  await replaceTokens(ctx, row.member_no, tokensOf(ctx.brand, findable))
  const fields = Object.keys(change).filter((field) => change[field as keyof MemberChange] !== undefined)
  ctx.audit({ action: 'member.update', subjectKind: 'Member', subjectId: memberId, storeId: homeStoreId, detail: { fields } })
  if (levelId !== row.level_id) {
    ctx.audit({ action: 'member.set_level', subjectKind: 'Member', subjectId: memberId, detail: { from: row.level_id, to: levelId } })
  }
  return { id: memberId, number: row.number, version: version + 1 }
}

function changed(ctx: WriteCtx, person: OpenedPerson, change: MemberChange): Person {
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
