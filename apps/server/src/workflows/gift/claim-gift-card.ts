import { claimGiftCard, MemberUnfit, postNotice } from '../../modules/cards/index.ts'
import { readStore } from '../../modules/settings/index.ts'
import { transferLots } from '../../modules/wallet/index.ts'
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { sumFen } from '../../platform/money.ts'
import { businessDay } from '../../platform/time.ts'

export interface Claimed {
  id: string
  number: string
  valueFen: number
}

/**
 * What is left on a gift card becomes the member's own, by the same transfer as between members. The code was found before.
 * Locks: gift card, then both wallets. @throws NotFound, MemberUnfit, GiftCardClaimed, TransferNothing, LotUnusable
 */
export async function claimGift(ctx: WriteCtx, input: { giftCardId: string; memberId: string; storeId: string }): Promise<Claimed> {
  const { memberId, storeId } = input
  const store = await readStore(ctx, storeId)
  const member = await ctx.db.selectFrom('member').select(['is_active', 'is_anonymous']).where('id', '=', memberId).executeTakeFirst()
  if (!member) throw new NotFound()
  if (member.is_anonymous || !member.is_active) throw new MemberUnfit({ memberId })
  const card = await claimGiftCard(ctx, input.giftCardId, { memberId, storeId })
  const id = newId()
  const today = businessDay(ctx.now, store.zone, store.cutoffHour)
  const lines = await transferLots(ctx, { transferId: id, fromMemberId: card.memberId, toMemberId: memberId, storeId, today, parts: 'all' })
  const valueFen = sumFen(lines.map((l) => l.valueFen))
  const number = await postNotice(ctx, {
    id,
    kind: 'claim',
    storeId,
    businessDay: today,
    fromMemberId: card.memberId,
    toMemberId: memberId,
    cardId: null,
    termsId: null,
    reason: '',
    noticedAt: ctx.now,
    lines,
  })
  ctx.audit({
    action: 'wallet.transfer',
    subjectKind: 'Transfer',
    subjectId: id,
    storeId,
    detail: { number, giftCardId: card.id, fromMemberId: card.memberId, toMemberId: memberId, lots: lines.length, valueFen },
  })
  return { id, number, valueFen }
}
