/** A phone shown in full: on request, one at a time, written down, and no more than a counter needs. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import type { Db } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { RevealBurst } from './errors.ts'
import { openContact } from './person.ts'
import { showPhone } from './phone.ts'

const WINDOW_MINUTES = 10
/** A busy counter confirms a few numbers an hour; who opens more than this at a stretch is copying a list. */
export const REVEALS_PER_WINDOW = 20

/**
 * Counts a request before anything is shown, outside any transaction, so that refusals count too.
 * @returns how many there were in this stretch of time
 */
export async function countReveal(db: Db, staffId: string, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    insert into phone_reveal_window as w (staff_id, began_at, count)
    values (${staffId}, date_bin(make_interval(mins => ${WINDOW_MINUTES}::int), ${now.toString()}::timestamptz, '2000-01-01Z'), 1)
    on conflict (staff_id, began_at) do update set count = w.count + 1 returning count`.execute(db)
  return rows[0]?.count ?? 1
}

/** @throws RevealBurst beyond the limit */
export function refuseBurst(count: number): void {
  if (count > REVEALS_PER_WINDOW) throw new RevealBurst({ limit: REVEALS_PER_WINDOW, minutes: WINDOW_MINUTES })
}

/** Says once per stretch of time, in the audit trail, that somebody asked for too many phones. */
export function noteBurst(ctx: WriteCtx): Promise<void> {
  const { id } = ctx.actor
  ctx.audit({
    action: 'phone.reveal_burst',
    subjectKind: 'Staff',
    subjectId: id,
    detail: { limit: REVEALS_PER_WINDOW, minutes: WINDOW_MINUTES },
  })
  return Promise.resolve()
}

/** Shows a member's phone in full and writes down who saw it. @throws NotFound */
export async function revealPhone(ctx: WriteCtx, memberId: string): Promise<{ phone: string | null }> {
  const row = await ctx.db.selectFrom('member').select(['id', 'person_key', 'contact_enc']).where('id', '=', memberId).executeTakeFirst()
  if (!row) throw new NotFound()
  const { phone } = openContact(ctx.brand, row)
  ctx.audit({ action: 'member.reveal_phone', subjectKind: 'Member', subjectId: memberId })
  return { phone: phone === null ? null : showPhone(phone) }
}
