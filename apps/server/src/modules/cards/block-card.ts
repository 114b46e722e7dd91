import type { WriteCtx } from '../../platform/ctx.ts'
import { checked } from './checked.ts'
import { noteStop } from './guard-store.ts'
import { insertEvent, lockCard, setCardState } from './store.ts'

export interface BlockInput {
  cardId: string
  storeId: string
  why: 'lost' | 'frozen'
  reason: string
  /** Not only the card is dead, the member's money rests too until it is found or replaced. */
  stopSpending: boolean
}

/** Reports a card lost, or freezes it: it is refused everywhere from now on. @throws NotFound, CardStateUnfit */
export async function blockCard(ctx: WriteCtx, input: BlockInput): Promise<void> {
  const verb = input.why === 'lost' ? 'lose' : 'freeze'
  const card = checked(await lockCard(ctx, input.cardId), verb)
  await setCardState(ctx, card.id, input.why, input.stopSpending)
  await noteStop(ctx, card.memberId)
  await insertEvent(ctx, { cardId: card.id, verb, reason: input.reason, storeId: input.storeId })
  ctx.audit({
    action: `card.${verb}`,
    subjectKind: 'Card',
    subjectId: card.id,
    storeId: input.storeId,
    detail: { memberId: card.memberId, stopSpending: input.stopSpending },
  })
}

/** The card is found, or the reason for freezing it is gone: card and money are as before. @throws NotFound, CardStateUnfit */
export async function recoverCard(ctx: WriteCtx, input: { cardId: string; storeId: string; reason: string }): Promise<void> {
  const card = checked(await lockCard(ctx, input.cardId), 'recover')
  await setCardState(ctx, card.id, 'active')
  await noteStop(ctx, card.memberId)
  await insertEvent(ctx, { cardId: card.id, verb: 'recover', reason: input.reason, storeId: input.storeId })
  ctx.audit({
    action: 'card.recover',
    subjectKind: 'Card',
    subjectId: card.id,
    storeId: input.storeId,
    detail: { memberId: card.memberId },
  })
}
