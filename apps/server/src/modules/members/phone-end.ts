import type { ReadCtx } from '../../platform/ctx.ts'
import { openContact } from './person.ts'
import { parsePhone } from './phone.ts'

/** The last four digits of a member's phone, for the server to compare with what was said; null when there is none. */
export async function memberPhoneEnd(ctx: ReadCtx, memberId: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('member').select(['id', 'person_key', 'contact_enc']).where('id', '=', memberId).executeTakeFirst()
  const phone = row ? openContact(ctx.brand, row).phone : null
  return phone === null ? null : (parsePhone(phone)?.national.slice(-4) ?? null)
}
