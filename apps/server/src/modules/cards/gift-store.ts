/** SQL on gift cards. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'

export interface GiftCard {
  id: string
  /** The holder without a person whose lots it is worth. */
  memberId: string
  state: 'open' | 'claimed'
  storeId: string
  issuedAt: Temporal.Instant
  revealedCount: number
}

const columns = sql`g.id, g.member_id as "memberId", g.state, g.store_id as "storeId", g.issued_at as "issuedAt", g.revealed_count as "revealedCount"`

export async function insertGiftCard(
  ctx: WriteCtx,
  card: { id: string; memberId: string; codeMac: Buffer; storeId: string },
): Promise<void> {
  await ctx.db
    .insertInto('gift_card')
    .values({
      id: card.id,
      member_id: card.memberId,
      code_mac: card.codeMac,
      state: 'open',
      store_id: card.storeId,
      issued_by: ctx.actor.id,
      issued_at: ctx.now,
    })
    .execute()
}

export async function findGiftByMac(ctx: ReadCtx, codeMac: Buffer): Promise<GiftCard | null> {
  const { rows } = await sql<GiftCard>`select ${columns} from gift_card g where g.code_mac = ${codeMac}`.execute(ctx.db)
  return rows[0] ?? null
}

export async function findGift(ctx: ReadCtx, giftCardId: string): Promise<GiftCard | null> {
  const { rows } = await sql<GiftCard>`select ${columns} from gift_card g where g.id = ${giftCardId}::uuid`.execute(ctx.db)
  return rows[0] ?? null
}

/** A gift card, locked until the transaction ends. */
export async function lockGift(ctx: WriteCtx, giftCardId: string): Promise<GiftCard | null> {
  const { rows } = await sql<GiftCard>`select ${columns} from gift_card g where g.id = ${giftCardId}::uuid for update`.execute(ctx.db)
  return rows[0] ?? null
}

export async function countReveal(ctx: WriteCtx, giftCardId: string): Promise<void> {
  await ctx.db
    .updateTable('gift_card')
    .set((eb) => ({ revealed_count: eb('revealed_count', '+', 1) }))
    .where('id', '=', giftCardId)
    .execute()
}

export async function markClaimed(ctx: WriteCtx, giftCardId: string, by: { memberId: string; storeId: string }): Promise<void> {
  await ctx.db
    .updateTable('gift_card')
    .set({
      state: 'claimed',
      claimed_by_member_id: by.memberId,
      claimed_at: ctx.now,
      claimed_by: ctx.actor.id,
      claimed_store_id: by.storeId,
    })
    .where('id', '=', giftCardId)
    .execute()
}
