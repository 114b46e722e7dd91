/**
 * Gift cards: whoever knows the code has the money. The code is made from the card's id by the brand's key, so that it is kept nowhere and
 * can still be printed again; what is kept is another keyed hash of it, by which it is found.
 */
import type { Brand, ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { giftCodeOf, readGiftCode } from './codes.ts'
import { GiftCardClaimed, GiftCodeLocked, GiftCodeUnknown } from './errors.ts'
import { countReveal, findGiftByMac, type GiftCard, insertGiftCard, lockGift, markClaimed } from './gift-store.ts'
import { countTry, forgetTries } from './tries.ts'

function codeOf(brand: Brand, giftCardId: string): string {
  return giftCodeOf(brand.keys.mac('gift-code', giftCardId))
}

function macOf(brand: Brand, code: string): Buffer {
  return brand.keys.mac('gift-look-up', code)
}

/** Makes a gift card for a holder; it is worth what the holder owns, nothing until the sale. Answers without its code. */
export async function issueGiftCard(ctx: WriteCtx, input: { holderId: string; storeId: string }): Promise<{ id: string }> {
  const id = newId()
  await insertGiftCard(ctx, { id, memberId: input.holderId, codeMac: macOf(ctx.brand, codeOf(ctx.brand, id)), storeId: input.storeId })
  ctx.audit({
    action: 'gift_card.issue',
    subjectKind: 'GiftCard',
    subjectId: id,
    storeId: input.storeId,
    detail: { holderId: input.holderId },
  })
  return { id }
}

/**
 * Finds a gift card by its code, whose tries are counted by the person at the till before it is looked for; a mistyped one is told by its
 * check character and costs no try. @throws GiftCodeUnknown, GiftCodeLocked
 */
export async function findByCode(ctx: ReadCtx, text: string): Promise<GiftCard> {
  const code = readGiftCode(text)
  if (code === null) throw new GiftCodeUnknown()
  const subject = ctx.actor.id
  if (subject === null) throw new TypeError('codes are tried by a person')
  const tried = await countTry(ctx, 'gift_code', subject)
  if ('waitSeconds' in tried) throw new GiftCodeLocked({ retryAfterSeconds: tried.waitSeconds })
  const card = await findGiftByMac(ctx, macOf(ctx.brand, code))
  if (!card) throw new GiftCodeUnknown()
  await forgetTries(ctx, 'gift_code', subject)
  return card
}

/** Shows the code of an unclaimed card: to print it after the sale, or once more by who may. @throws NotFound, GiftCardClaimed */
export async function revealCode(ctx: WriteCtx, giftCardId: string): Promise<{ code: string; isFirst: boolean }> {
  const card = await lockGift(ctx, giftCardId)
  if (!card) throw new NotFound()
  if (card.state === 'claimed') throw new GiftCardClaimed({ giftCardId })
  await countReveal(ctx, giftCardId)
  const isFirst = card.revealedCount === 0
  ctx.audit({ action: 'gift_card.reveal', subjectKind: 'GiftCard', subjectId: card.id, storeId: card.storeId, detail: { isFirst } })
  return { code: codeOf(ctx.brand, card.id), isFirst }
}

/** Marks an open card as claimed, under its lock. @throws NotFound, GiftCardClaimed */
export async function claimGiftCard(ctx: WriteCtx, giftCardId: string, by: { memberId: string; storeId: string }): Promise<GiftCard> {
  const card = await lockGift(ctx, giftCardId)
  if (!card) throw new NotFound()
  if (card.state === 'claimed') throw new GiftCardClaimed({ giftCardId })
  await markClaimed(ctx, giftCardId, by)
  ctx.audit({
    action: 'gift_card.claim',
    subjectKind: 'GiftCard',
    subjectId: giftCardId,
    storeId: by.storeId,
    detail: { memberId: by.memberId },
  })
  return card
}
