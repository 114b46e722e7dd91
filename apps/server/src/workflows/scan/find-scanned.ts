import { sql } from 'kysely'
import { looksLikeQr, readGiftCode } from '../../modules/cards/index.ts'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { recogniseCode } from './codes.ts'
import { holderOfGift, memberOfCard, memberOfQr } from './find-held-out.ts'
import type { Scanned } from './schemas.ts'

const UNKNOWN: Scanned = { kind: 'unknown', id: null, purse: null }

/**
 * Finds what a code stands for, among what the actor may see. A code that pays is named and not looked up.
 * @throws NotFound, CardQrCounterfeit, CardQrStale, CardDead, GiftCodeUnknown, GiftCodeLocked
 */
export async function findScanned(ctx: ReadCtx, storeId: string, text: string): Promise<Scanned> {
  const scanned = recogniseCode(text)
  switch (scanned.kind) {
    case 'payment':
      return { kind: 'payment', id: null, purse: scanned.purse }
    case 'bill':
      return (await findBill(ctx, storeId, scanned.number)) ?? UNKNOWN
    case 'member':
      if (looksLikeQr(scanned.code)) return memberOfQr(ctx, storeId, scanned.code)
      return (
        (await findMember(ctx, scanned.code)) ?? (await memberOfCard(ctx, scanned.code)) ?? (await findItem(ctx, scanned.code)) ?? UNKNOWN
      )
    case 'goods':
      if (readGiftCode(scanned.code) !== null) return holderOfGift(ctx, storeId, scanned.code)
      return (
        (await findItem(ctx, scanned.code)) ?? (await memberOfCard(ctx, scanned.code)) ?? (await findMember(ctx, scanned.code)) ?? UNKNOWN
      )
    case 'unknown':
      return UNKNOWN
  }
}

async function findBill(ctx: ReadCtx, storeId: string, number: string): Promise<Scanned | null> {
  const { rows } = await sql<{ kind: 'ticket' | 'refund'; id: string; store_id: string }>`
    select 'ticket' as kind, id, store_id from ticket where number = ${number}
    union all select 'refund', id, store_id from refund where number = ${number}`.execute(ctx.db)
  // Store code and R may make one number of two: the store one stands in comes first.
  const seen = rows.filter((row) => inScope(ctx.actor, row.store_id) && ctx.actor.can('read', 'Ticket', row.store_id))
  const found = seen.find((row) => row.store_id === storeId) ?? seen[0]
  return found ? { kind: found.kind, id: found.id, purse: null } : null
}

async function findMember(ctx: ReadCtx, code: string): Promise<Scanned | null> {
  if (!ctx.actor.can('read', 'Member')) return null
  const row = await ctx.db
    .selectFrom('member')
    .select(['id', 'merged_into_id'])
    .where('number', '=', code)
    .where('is_anonymous', '=', false)
    .executeTakeFirst()
  // The number of a merged record goes on to the one that stands for the person now.
  return row ? { kind: 'member', id: row.merged_into_id ?? row.id, purse: null } : null
}

async function findItem(ctx: ReadCtx, code: string): Promise<Scanned | null> {
  const { rows } = await sql<{ id: string }>`
    select item_id as id, 1 as place from product_barcode where barcode = ${code}
    union all select id, 2 from item where code = ${code}
    order by place limit 1`.execute(ctx.db)
  const row = rows[0]
  return row ? { kind: 'item', id: row.id, purse: null } : null
}
