/** What a customer holds out: a member's QR, a card, a gift card. A counterfeit says so instead of finding nobody. */
import { sql } from 'kysely'
import {
  type Card,
  CardDead,
  CardQrCounterfeit,
  CardQrStale,
  cardObstacle,
  findByCode,
  findCard,
  foldNumber,
  readQr,
} from '../../modules/cards/index.ts'
import { survivorOf } from '../../modules/members/index.ts'
import { readStore } from '../../modules/settings/index.ts'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { businessDay } from '../../platform/time.ts'
import type { Scanned } from './schemas.ts'

/** The member of a QR. @throws CardQrCounterfeit, CardQrStale, CardDead, Forbidden */
export async function memberOfQr(ctx: ReadCtx, storeId: string, code: string): Promise<Scanned> {
  authorize(ctx, 'read', 'Member')
  const store = await readStore(ctx, storeId)
  const reading = readQr(ctx.brand.keys, code, ctx.now)
  if (!reading.ok) throw reading.why === 'stale' ? new CardQrStale() : new CardQrCounterfeit()
  const card = await findCard(ctx, { cardNo: reading.face.cardNo })
  if (!card) throw new CardQrCounterfeit()
  const isOldPrint = card.qrVersion % 256 !== reading.face.qrVersion
  const obstacle = isOldPrint ? 'replaced' : cardObstacle(card, businessDay(ctx.now, store.zone, store.cutoffHour))
  if (obstacle !== null) throw new CardDead({ state: obstacle })
  const by = reading.isPhone ? ('phone_qr' as const) : ('printed_qr' as const)
  return { kind: 'member', id: await ownerOf(ctx, card), purse: null, card: { id: card.id, number: card.number, state: card.state, by } }
}

/** The member of a card's number, which may be an old one. */
export async function memberOfCard(ctx: ReadCtx, code: string): Promise<Scanned | null> {
  if (!ctx.actor.can('read', 'Member')) return null
  const card = await findCard(ctx, { number: foldNumber(code) })
  if (!card) return null
  const { id, number, state } = card
  return { kind: 'member', id: await ownerOf(ctx, card), purse: null, card: { id, number, state, by: 'number' } }
}

/** Whose a card is now: records that were merged live on in one. */
async function ownerOf(ctx: ReadCtx, card: Card): Promise<string> {
  return (await survivorOf(ctx, card.memberId)).id
}

/** The holder of a gift card. @throws GiftCodeUnknown, GiftCodeLocked, Forbidden */
export async function holderOfGift(ctx: ReadCtx, storeId: string, code: string): Promise<Scanned> {
  authorize(ctx, 'claim', 'GiftCard', storeId)
  const card = await findByCode(ctx, code)
  const { rows } = await sql<{ balance: number }>`
    select coalesce(sum(remaining) filter (where unit = 'fen'), 0)::bigint as balance from lot where member_id = ${card.memberId}::uuid`.execute(
    ctx.db,
  )
  const gift = { giftCardId: card.id, state: card.state, balanceFen: rows[0]?.balance ?? 0 }
  return { kind: 'gift_card', id: card.memberId, purse: null, gift }
}
