import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findByCode, GiftCardClaimed, GiftCardUnpaid, GiftCodeLocked, GiftCodeUnknown, MemberUnfit } from '../../modules/cards/index.ts'
import { LotUnusable, TransferNothing } from '../../modules/wallet/index.ts'
import { Forbidden, NotFound } from '../../platform/errors.ts'
import { write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { claimGift } from './claim-gift-card.ts'
import { openGiftCard, showGiftCode } from './sell-gift-card.ts'

const tag = 'Gift cards'

const newGiftCard = z.object({ id: z.string(), memberId: z.string(), holderNumber: z.string() }).meta({ id: 'NewGiftCard' })
const giftCode = z.object({ code: z.string() }).meta({ id: 'GiftCode' })
const giftClaim = z
  .strictObject({ storeId: z.uuid(), memberId: z.uuid(), code: z.string().trim().min(1).max(40) })
  .meta({ id: 'GiftClaim' })
const giftClaimed = z.object({ id: z.string(), number: z.string(), valueFen: z.number().int() }).meta({ id: 'GiftClaimed' })

export function giftRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/gift-cards',
    operationId: 'openGiftCard',
    tag,
    summary: 'Make a gift card and its holder without a person; the desk sells it by topping the holder up',
    ability: ['sell', 'GiftCard'],
    scopeOf: ({ body }) => body.storeId,
    body: z.strictObject({ storeId: z.uuid() }),
    response: newGiftCard,
    status: 201,
    errors: [NotFound],
    handle: (ctx, { body }) => openGiftCard(ctx, body.storeId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/gift-cards/:giftCardId/code',
    operationId: 'showGiftCode',
    tag,
    summary: 'The code of a gift card that was paid: once to whoever sells it, again with the ability to reveal codes',
    ability: ['sell', 'GiftCard'],
    params: z.object({ giftCardId: z.uuid() }),
    response: giftCode,
    errors: [NotFound, Forbidden, GiftCardUnpaid, GiftCardClaimed],
    isUnkept: true,
    handle: (ctx, { params }) => showGiftCode(ctx, params.giftCardId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/gift-claims',
    operationId: 'claimGiftCard',
    tag,
    summary: 'What is left on a gift card becomes a member’s own',
    ability: ['claim', 'GiftCard'],
    scopeOf: ({ body }) => body.storeId,
    money: true,
    body: giftClaim,
    response: giftClaimed,
    status: 201,
    errors: [NotFound, MemberUnfit, GiftCodeUnknown, GiftCodeLocked, GiftCardClaimed, TransferNothing, LotUnusable],
    // Before the transaction: an unknown code is counted although the request is refused.
    prepare: (ctx, { body }) => findByCode(ctx, body.code),
    handle: (ctx, { body }, card) => claimGift(ctx, { giftCardId: card.id, memberId: body.memberId, storeId: body.storeId }),
  })
}
