import type { FastifyInstance } from 'fastify'
import {
  CardStateUnfit,
  MemberPinExists,
  MemberUnfit,
  PinNeeded,
  PinNotSet,
  PinProofInvalid,
  preparePin,
  SpendingStopped,
} from '../../modules/cards/index.ts'
import { LotUnusable, TransferNothing, TransferTooMuch, TransferUnsplittable } from '../../modules/wallet/index.ts'
import { NotFound, type ProblemClass } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { TransferChanged, TransferNoticeEarly, TransferToSelf } from './errors.ts'
import { newTransfer, transferQuote, transferQuoteBody, transferRef } from './schemas.ts'
import { quoteTransfer, transfer } from './transfer.ts'

const QUOTE_PROBLEMS: readonly ProblemClass[] = [
  NotFound,
  TransferToSelf,
  MemberUnfit,
  SpendingStopped,
  LotUnusable,
  TransferTooMuch,
  TransferUnsplittable,
  TransferNothing,
]

export function transferRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'POST',
    url: '/transfer-quotes',
    operationId: 'quoteTransfer',
    tag: 'Cards',
    summary: 'What a transfer would move, and what both own before and after; nothing is written',
    ability: ['transfer', 'Card'],
    scopeOf: ({ body }) => body.storeId,
    body: transferQuoteBody,
    response: transferQuote,
    errors: QUOTE_PROBLEMS,
    handle: (ctx, { body }) => quoteTransfer(ctx, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/transfers',
    operationId: 'transfer',
    tag: 'Cards',
    summary: 'Transfer what a member owns to another one, without a fee, with a numbered notice',
    ability: ['transfer', 'Card'],
    scopeOf: ({ body }) => body.storeId,
    money: true,
    body: newTransfer,
    response: transferRef,
    status: 201,
    errors: [
      ...QUOTE_PROBLEMS,
      TransferChanged,
      TransferNoticeEarly,
      CardStateUnfit,
      MemberPinExists,
      PinNeeded,
      PinNotSet,
      PinProofInvalid,
    ],
    // Argon2 before any lock is taken.
    prepare: async (ctx, { body }) => (body.toPin === null ? null : preparePin(ctx, body.toMemberId, { pin: body.toPin, current: null })),
    handle: (ctx, { body }, preparedPin) => transfer(ctx, body, preparedPin),
  })
}
