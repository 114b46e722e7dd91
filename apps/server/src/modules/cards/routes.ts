import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { blockCard, recoverCard } from './block-card.ts'
import { CardNumberTaken, CardNumberUnfit, CardStateUnfit, MemberUnfit } from './errors.ts'
import { listGiftCards } from './gift-queries.ts'
import { activateCard, issueCard } from './issue-card.ts'
import { pinRoutes } from './pin-routes.ts'
import { cardsOfMember, listCards, readFace, readPhoneCode, readTransfer, transfersOfMember } from './queries.ts'
import { closeCard, replaceCard } from './replace-card.ts'
import * as wire from './schemas.ts'

const tag = 'Cards'
const scopeOf = ({ body }: { body: { storeId: string } }) => body.storeId

export function cardRoutes(app: FastifyInstance, runtime: Runtime): void {
  readRoutes(app, runtime)
  makeRoutes(app, runtime)
  stateRoutes(app, runtime)
  pinRoutes(app, runtime)
}

function readRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/cards',
    operationId: 'listMemberCards',
    tag,
    summary: 'Cards of a member with their history, whether there is a payment PIN, and whether spending is stopped',
    ability: ['read', 'Card'],
    params: wire.memberParams,
    response: wire.memberCards,
    errors: [NotFound],
    handle: (ctx, { params }) => cardsOfMember(ctx, params.memberId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/cards',
    operationId: 'listCards',
    tag,
    summary: 'Cards of the brand, newest first, by number or state',
    ability: ['read', 'Card'],
    query: wire.cardQuery,
    response: wire.cardPage,
    handle: (ctx, { query }) => listCards(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/cards/:cardId/face',
    operationId: 'readCardFace',
    tag,
    summary: 'The face of a card in use as a picture for printing, with its QR',
    ability: ['issue', 'Card'],
    params: wire.cardParams,
    response: wire.cardFace,
    errors: [NotFound],
    handle: (ctx, { params }) => readFace(ctx, params.cardId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/cards/:cardId/phone-code',
    operationId: 'readPhoneCode',
    tag,
    summary: "What the member's phone shows as QR for this minute",
    ability: ['issue', 'Card'],
    params: wire.cardParams,
    response: wire.phoneCode,
    errors: [NotFound],
    handle: (ctx, { params }) => readPhoneCode(ctx, params.cardId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/gift-cards',
    operationId: 'listGiftCards',
    tag,
    summary: 'Gift cards of a store with what is left on them, newest first; never their codes',
    ability: ['read', 'GiftCard'],
    scopeOf: ({ query }) => query.storeId,
    query: wire.giftQuery,
    response: wire.giftPage,
    handle: (ctx, { query }) => listGiftCards(ctx, query),
  })
  transferReads(app, runtime)
}

function transferReads(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/transfers',
    operationId: 'listTransfers',
    tag,
    summary: 'Notices of transfer from or to a member, newest first',
    ability: ['read', 'Card'],
    params: wire.memberParams,
    response: wire.transferPage,
    handle: (ctx, { params }) => transfersOfMember(ctx, params.memberId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/transfers/:transferId',
    operationId: 'readTransfer',
    tag,
    summary: 'One notice of transfer',
    ability: ['read', 'Card'],
    params: wire.transferParams,
    response: wire.transfer,
    errors: [NotFound],
    handle: (ctx, { params }) => readTransfer(ctx, params.transferId),
  })
}

function makeRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/cards',
    operationId: 'issueCard',
    tag,
    summary: 'Issue a card, in use at once or to be activated later',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.memberParams,
    body: wire.newCard,
    response: wire.cardRef,
    status: 201,
    errors: [NotFound, MemberUnfit, CardNumberUnfit, CardNumberTaken],
    handle: (ctx, { params, body }) => issueCard(ctx, { memberId: params.memberId, ...body }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/cards/:cardId/replacement',
    operationId: 'replaceCard',
    tag,
    summary: 'A new card and number in place of this one; the old number goes on finding the member, the old QR is dead',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.cardParams,
    body: wire.cardReplacement,
    response: wire.cardRef,
    status: 201,
    errors: [NotFound, CardStateUnfit, MemberUnfit, CardNumberUnfit, CardNumberTaken],
    handle: (ctx, { params, body }) => replaceCard(ctx, { cardId: params.cardId, ...body }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/cards/:cardId/activation',
    operationId: 'activateCard',
    tag,
    summary: 'Activate a card that was issued earlier',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.cardParams,
    body: wire.storeBody,
    response: wire.cardState,
    errors: [NotFound, CardStateUnfit],
    handle: async (ctx, { params, body }) => {
      await activateCard(ctx, { cardId: params.cardId, storeId: body.storeId })
      return { cardId: params.cardId, state: 'active' as const }
    },
  })
}

function stateRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/cards/:cardId/block',
    operationId: 'blockCard',
    tag,
    summary: 'Report a card lost, or freeze it: refused at once; the money may rest too',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.cardParams,
    body: wire.cardBlock,
    response: wire.cardState,
    errors: [NotFound, CardStateUnfit],
    handle: async (ctx, { params, body }) => {
      await blockCard(ctx, { cardId: params.cardId, ...body })
      return { cardId: params.cardId, state: body.why }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/cards/:cardId/recovery',
    operationId: 'recoverCard',
    tag,
    summary: 'A lost or frozen card is good again',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.cardParams,
    body: wire.cardReason,
    response: wire.cardState,
    errors: [NotFound, CardStateUnfit],
    handle: async (ctx, { params, body }) => {
      await recoverCard(ctx, { cardId: params.cardId, ...body })
      return { cardId: params.cardId, state: 'active' as const }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/cards/:cardId/closure',
    operationId: 'closeCard',
    tag,
    summary: 'End a card without another; what the member owns stays theirs',
    ability: ['issue', 'Card'],
    scopeOf,
    params: wire.cardParams,
    body: wire.cardReason,
    response: wire.cardState,
    errors: [NotFound, CardStateUnfit],
    handle: async (ctx, { params, body }) => {
      await closeCard(ctx, { cardId: params.cardId, ...body })
      return { cardId: params.cardId, state: 'closed' as const }
    },
  })
}
