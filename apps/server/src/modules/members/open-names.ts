import type { ReadCtx } from '../../platform/ctx.ts'
import { openContact } from './person.ts'
import { showPhone } from './phone.ts'

/** Names and numbers of members by id, opened in one statement; an erased member has no name. Other rooms' lists use it. */
export async function openMemberNames(
  ctx: ReadCtx,
  memberIds: readonly string[],
): Promise<Map<string, { name: string | null; number: string }>> {
  const ids = [...new Set(memberIds)]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('member')
    .select(['id', 'number', 'person_key', 'contact_enc'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .execute()
  return new Map(rows.map((row) => [row.id, { name: openContact(ctx.brand, row).name, number: row.number }]))
}

/** Phones in full by id: for those who may see them, and wrote down that they did. */
export async function openPhones(ctx: ReadCtx, memberIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await ctx.db
    .selectFrom('member')
    .select(['id', 'person_key', 'contact_enc'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...memberIds]))))
    .execute()
  return new Map(
    rows.map((row) => {
      const { phone } = openContact(ctx.brand, row)
      return [row.id, phone === null ? null : showPhone(phone)]
    }),
  )
}
