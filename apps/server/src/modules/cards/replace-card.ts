import type { WriteCtx } from '../../platform/ctx.ts'
import { moveCardNumber } from '../members/index.ts'
import { checked } from './checked.ts'
import { noteStop } from './guard-store.ts'
import { type IssuedCard, makeCard } from './issue-card.ts'
import { type Card, giveCardTo, insertEvent, lockCard, setCardState } from './store.ts'

export interface ReplaceInput {
  cardId: string
  storeId: string
  /** A lost or worn card again, or only another number. */
  kind: 'reissue' | 'swap'
  form?: Card['form'] | undefined
  number?: string | undefined
  reason: string
}

/**
 * A new card with a new number in place of another (补卡, 换号). Nothing moves but the number: the wallet is the member's, not the card's.
 * The old number goes on finding the member, the old QR is dead, and spending stopped by the old card goes on.
 * @throws NotFound, CardStateUnfit, MemberUnfit, CardNumberUnfit, CardNumberTaken
 */
export async function replaceCard(ctx: WriteCtx, input: ReplaceInput): Promise<IssuedCard> {
  const old = checked(await lockCard(ctx, input.cardId), 'replace')
  await setCardState(ctx, old.id, 'replaced')
  const card = await makeCard(ctx, {
    memberId: old.memberId,
    storeId: input.storeId,
    form: input.form ?? old.form,
    number: input.number,
    validUntil: old.validUntil,
    activate: true,
    replacesId: old.id,
  })
  await noteStop(ctx, old.memberId)
  await insertEvent(ctx, { cardId: old.id, verb: 'replace', reason: input.reason, storeId: input.storeId })
  await insertEvent(ctx, { cardId: card.id, verb: 'issue', reason: input.reason, storeId: input.storeId })
  ctx.audit({
    action: `card.${input.kind}`,
    subjectKind: 'Card',
    subjectId: old.id,
    storeId: input.storeId,
    detail: { memberId: old.memberId, newCardId: card.id, oldNumber: old.number, newNumber: card.number },
  })
  return card
}

/** Ends a card without another; the number still finds the member, and their money is no longer stopped by it. @throws NotFound, CardStateUnfit */
export async function closeCard(ctx: WriteCtx, input: { cardId: string; storeId: string; reason: string }): Promise<void> {
  const card = checked(await lockCard(ctx, input.cardId), 'close')
  await setCardState(ctx, card.id, 'closed')
  await noteStop(ctx, card.memberId)
  await insertEvent(ctx, { cardId: card.id, verb: 'close', reason: input.reason, storeId: input.storeId })
  ctx.audit({ action: 'card.close', subjectKind: 'Card', subjectId: card.id, storeId: input.storeId, detail: { memberId: card.memberId } })
}

/**
 * Gives a card to another member along with what was on it: the number finds the new one, and the QR printed on it is dead, as whoever
 * had the card may have a picture of it. @throws NotFound, CardStateUnfit
 */
export async function handOverCard(ctx: WriteCtx, input: { cardId: string; fromId: string; toId: string; storeId: string }): Promise<void> {
  const found = await lockCard(ctx, input.cardId)
  const card = checked(found?.memberId === input.fromId ? found : null, 'hand_over')
  await giveCardTo(ctx, card.id, input.toId)
  await moveCardNumber(ctx, input.fromId, input.toId, card.number)
  await insertEvent(ctx, { cardId: card.id, verb: 'hand_over', storeId: input.storeId })
  ctx.audit({
    action: 'card.hand_over',
    subjectKind: 'Card',
    subjectId: card.id,
    storeId: input.storeId,
    detail: { fromMemberId: input.fromId, toMemberId: input.toId },
  })
}
