/** SQL on what stands before a member's money: the PIN, the stop while a card is lost, and proofs of consent. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { PROOF_MINUTES } from './rules.ts'

export interface Guard {
  pinHash: string | null
  pinSetAt: Temporal.Instant | null
  stoppedByCardId: string | null
}

/** What stands before the money of somebody; null when there is no such member. */
export async function findGuard(ctx: ReadCtx, memberId: string): Promise<(Guard & { isAnonymous: boolean }) | null> {
  const { rows } = await sql<Guard & { isAnonymous: boolean }>`
    select g.pin_hash as "pinHash", g.pin_set_at as "pinSetAt", g.stopped_by_card_id as "stoppedByCardId", m.is_anonymous as "isAnonymous"
    from member m left join member_guard g on g.member_id = m.id where m.id = ${memberId}::uuid`.execute(ctx.db)
  return rows[0] ?? null
}

/** Sets the PIN; with `onlyIf` only over exactly that hash, so that two changes at once cannot both stand. Returns whether it was set. */
export async function setPinHash(ctx: WriteCtx, memberId: string, pinHash: string, onlyIf: string | null | 'any'): Promise<boolean> {
  const over = onlyIf === 'any' ? sql`true` : sql`g.pin_hash is not distinct from ${onlyIf}`
  const { rows } = await sql`
    insert into member_guard as g (member_id, pin_hash, pin_set_at) values (${memberId}::uuid, ${pinHash}, ${ctx.now}::timestamptz)
    on conflict (member_id) do update set pin_hash = excluded.pin_hash, pin_set_at = excluded.pin_set_at where ${over}
    returning 1`.execute(ctx.db)
  return rows.length > 0
}

/** Notes whether a lost or frozen card of the member stops spending; called after anything that changes a card. */
export async function noteStop(ctx: WriteCtx, memberId: string): Promise<void> {
  await sql`
    insert into member_guard (member_id, stopped_by_card_id)
    select ${memberId}::uuid, (select id from member_card where member_id = ${memberId}::uuid and stops_spending and state in ('lost', 'frozen')
      order by card_no limit 1)
    on conflict (member_id) do update set stopped_by_card_id = excluded.stopped_by_card_id`.execute(ctx.db)
}

export async function insertProof(
  ctx: WriteCtx,
  proof: { memberId: string; storeId: string; limitFen: number },
): Promise<{ id: string; expiresAt: Temporal.Instant }> {
  if (ctx.actor.id === null) throw new TypeError('a proof is given before a person')
  const id = newId()
  const expiresAt = ctx.now.add({ minutes: PROOF_MINUTES })
  await ctx.db
    .insertInto('pin_proof')
    .values({
      id,
      member_id: proof.memberId,
      requester_id: ctx.actor.id,
      store_id: proof.storeId,
      limit_fen: proof.limitFen,
      created_at: ctx.now,
      expires_at: expiresAt,
    })
    .execute()
  return { id, expiresAt }
}

/** Marks a proof as used if it covers this use; of two at once the second finds it used. */
export async function takeProof(
  ctx: WriteCtx,
  use: { proofId: string; memberId: string; storeId: string; usedFor: string; amountFen: number },
): Promise<boolean> {
  const row = await ctx.db
    .updateTable('pin_proof')
    .set({ used_at: ctx.now, used_for: use.usedFor })
    .where('id', '=', use.proofId)
    .where('member_id', '=', use.memberId)
    .where('requester_id', '=', ctx.actor.id)
    .where('store_id', '=', use.storeId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .where('limit_fen', '>=', use.amountFen)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
