/** SQL and locks on cards and their history. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { LocalDate } from '../../platform/time.ts'
import type { CardState, CardVerb } from './rules.ts'

export interface Card {
  id: string
  cardNo: number
  memberId: string
  number: string
  form: 'physical' | 'virtual'
  state: CardState
  qrVersion: number
  validUntil: LocalDate | null
}

const cardColumns = sql`c.id, c.card_no as "cardNo", c.member_id as "memberId", c.number, c.form, c.state, c.qr_version as "qrVersion",
  c.valid_until as "validUntil"`

/** A card, locked until the transaction ends. */
export async function lockCard(ctx: WriteCtx, cardId: string): Promise<Card | null> {
  const { rows } = await sql<Card>`select ${cardColumns} from member_card c where c.id = ${cardId}::uuid for update`.execute(ctx.db)
  return rows[0] ?? null
}

export async function findCard(ctx: ReadCtx, by: { id: string } | { cardNo: number } | { number: string }): Promise<Card | null> {
  const where =
    'id' in by ? sql`c.id = ${by.id}::uuid` : 'cardNo' in by ? sql`c.card_no = ${by.cardNo}::bigint` : sql`c.number = ${by.number}`
  const { rows } = await sql<Card>`select ${cardColumns} from member_card c where ${where}`.execute(ctx.db)
  return rows[0] ?? null
}

/** What a new card needs to know, in one statement; takes the next running number. */
export async function cardBasis(ctx: WriteCtx, input: { memberId: string; storeId: string }) {
  const { rows } = await sql<{ cardNo: number; prefix: string; digits: number; isHolder: boolean; hasStore: boolean; openCards: number }>`
    select nextval(pg_get_serial_sequence('member_card', 'card_no')) as "cardNo", b.card_prefix as prefix, b.card_digits as digits,
      exists (select 1 from member where id = ${input.memberId}::uuid and is_active and not is_anonymous and merged_into_id is null) as "isHolder",
      exists (select 1 from store where id = ${input.storeId}::uuid and is_active) as "hasStore",
      (select count(*)::int from member_card c where c.member_id = ${input.memberId}::uuid and c.state not in ('replaced', 'closed')) as "openCards"
    from brand_setting b`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('a brand has its row of settings')
  return row
}

export interface NewCard {
  id: string
  cardNo: number
  memberId: string
  number: string
  form: Card['form']
  isActive: boolean
  validUntil: LocalDate | null
  storeId: string
  replacesId: string | null
}

/** Inserts a card unless another card, or another member, has its number. Returns whether it was inserted. */
export async function insertCard(ctx: WriteCtx, card: NewCard): Promise<boolean> {
  const activatedBy = card.isActive ? ctx.actor.id : null
  const { rows } = await sql`
    insert into member_card (id, card_no, member_id, number, form, state, valid_until, store_id, issued_by, issued_at, activated_by, activated_at,
      activated_store_id, replaces_id)
    overriding system value
    select ${card.id}::uuid, ${card.cardNo}::bigint, ${card.memberId}::uuid, ${card.number}::text, ${card.form}, ${card.isActive ? 'active' : 'issued'},
      ${card.validUntil}::date, ${card.storeId}::uuid, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz, ${activatedBy}::uuid,
      ${card.isActive ? ctx.now : null}::timestamptz, ${card.isActive ? card.storeId : null}::uuid, ${card.replacesId}::uuid
    where not exists (select 1 from member where number = ${card.number} and id <> ${card.memberId}::uuid)
    on conflict (number) do nothing returning 1`.execute(ctx.db)
  return rows.length > 0
}

export async function setCardState(ctx: WriteCtx, cardId: string, state: CardState, stopsSpending = false): Promise<void> {
  await ctx.db.updateTable('member_card').set({ state, stops_spending: stopsSpending }).where('id', '=', cardId).execute()
}

export async function activateRow(ctx: WriteCtx, cardId: string, storeId: string): Promise<void> {
  await ctx.db
    .updateTable('member_card')
    .set({ state: 'active', activated_by: ctx.actor.id, activated_at: ctx.now, activated_store_id: storeId })
    .where('id', '=', cardId)
    .execute()
}

/** The card belongs to somebody else, and its printed QR is dead. */
export async function giveCardTo(ctx: WriteCtx, cardId: string, memberId: string): Promise<void> {
  await ctx.db
    .updateTable('member_card')
    .set((eb) => ({ member_id: memberId, qr_version: eb('qr_version', '+', 1) }))
    .where('id', '=', cardId)
    .execute()
}

export async function insertEvent(
  ctx: WriteCtx,
  event: { cardId: string; verb: CardVerb | 'issue'; reason?: string; storeId: string },
): Promise<void> {
  await ctx.db
    .insertInto('card_event')
    .values({
      id: newId(),
      card_id: event.cardId,
      verb: event.verb,
      reason: event.reason ?? '',
      actor_id: ctx.actor.id,
      store_id: event.storeId,
      at: ctx.now,
    })
    .execute()
}
