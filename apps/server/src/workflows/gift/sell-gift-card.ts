import { findGift, GiftCardUnpaid, groupGiftCode, issueGiftCard, revealCode } from '../../modules/cards/index.ts'
import { createHolder } from '../../modules/members/index.ts'
import { openWallet, readWallet } from '../../modules/wallet/index.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'

export interface NewGiftCard {
  id: string
  /** Whom the desk tops up: the sale is a ticket like any other. */
  memberId: string
  holderNumber: string
}

/** Makes a gift card and its holder, both worth nothing until a ticket tops the holder up. @throws StoreUnfit */
export async function openGiftCard(ctx: WriteCtx, storeId: string): Promise<NewGiftCard> {
  const holder = await createHolder(ctx, storeId)
  await openWallet(ctx, holder.id)
  const { id } = await issueGiftCard(ctx, { holderId: holder.id, storeId })
  return { id, memberId: holder.id, holderNumber: holder.number }
}

/**
 * The code of a card that was paid for: once to whoever sold it; again only to those who may reveal codes.
 * @throws NotFound, Forbidden, GiftCardUnpaid, GiftCardClaimed
 */
export async function showGiftCode(ctx: WriteCtx, giftCardId: string): Promise<{ code: string }> {
  const card = await findGift(ctx, giftCardId)
  if (!card) throw new NotFound()
  authorize(ctx, 'sell', 'GiftCard', card.storeId)
  const { lots } = await readWallet(ctx, { memberId: card.memberId, withEmpty: true })
  if (lots.length === 0) throw new GiftCardUnpaid({ giftCardId })
  const { code, isFirst } = await revealCode(ctx, giftCardId)
  if (!isFirst) authorize(ctx, 'reveal', 'GiftCard', card.storeId)
  return { code: groupGiftCode(code) }
}
