import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { keyOfPerson } from './person.ts'

/** Writes something down about a member, sealed with the person. It stands in the timeline and is never changed. @throws NotFound */
export async function addNote(ctx: WriteCtx, memberId: string, body: string): Promise<{ id: string }> {
  const row = await ctx.db.selectFrom('member').select(['id', 'person_key']).where('id', '=', memberId).executeTakeFirst()
  const key = row && keyOfPerson(ctx.brand, row)
  if (!key) throw new NotFound()
  const id = newId()
  await ctx.db
    .insertInto('member_note')
    .values({ id, member_id: memberId, body_enc: key.seal(`note|${id}`, body), written_by: ctx.actor.id, at: ctx.now })
    .execute()
  ctx.audit({ action: 'member.note', subjectKind: 'Member', subjectId: memberId, detail: { noteId: id } })
  return { id }
}
