import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ApprovalInvalid } from '../../modules/access/index.ts'
import { PinNeeded, PinNotSet, PinProofInvalid, SpendingStopped } from '../../modules/cards/index.ts'
import { holdTicket, TicketClosed, TicketNotHeld, TicketTaken } from '../../modules/sales/index.ts'
import { TillUnknown } from '../../modules/shifts/index.ts'
import { LotUnusable } from '../../modules/wallet/index.ts'
import { NotFound, type ProblemClass } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { completeTicket } from './complete-ticket.ts'
import * as problems from './errors.ts'
import { forfeitDeposit } from './forfeit-deposit.ts'
import { loadBasis } from './load-basis.ts'
import { quoteCart } from './quote.ts'
import { cart, completionBody, depositParams, forfeitureBody, holdBody, quote, ticketParams } from './schemas.ts'
import { splitBill } from './split.ts'
import { split, splitRequest } from './split-schemas.ts'

export const QUOTE_PROBLEMS: readonly ProblemClass[] = [
  NotFound,
  LotUnusable,
  problems.ItemNotSold,
  problems.LineInvalid,
  problems.MemberNeeded,
  problems.StaffUnknown,
  problems.SharesInvalid,
  problems.DiscountTooLarge,
  problems.StoredValueInsufficient,
  problems.HouseholdLimit,
  problems.HouseholdStopped,
  problems.TendersExceedTotal,
  SpendingStopped,
  problems.AccountUnfit,
  problems.AccountLimit,
  problems.SettlementTooMuch,
  problems.PassNothingPaid,
  problems.PassUnpaid,
  problems.DepositUnfit,
  problems.EarnestTooLarge,
]
export const COMPLETION_PROBLEMS: readonly ProblemClass[] = [
  ...QUOTE_PROBLEMS,
  ApprovalInvalid,
  TillUnknown,
  problems.QuoteChanged,
  problems.PaymentIncomplete,
  problems.ApprovalNeeded,
  problems.TermsNotAccepted,
  problems.CardCapExceeded,
  PinNeeded,
  PinNotSet,
  PinProofInvalid,
  TicketClosed,
  TicketTaken,
  problems.TicketOfAnotherStore,
]

const completed = z.object({ id: z.string(), number: z.string(), totalFen: z.number().int() }).meta({ id: 'CompletedTicket' })

export function checkoutRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'POST',
    url: '/quotes',
    operationId: 'quoteCart',
    tag: 'checkout',
    summary: 'Price a cart: what it costs, why, and who pays; nothing is written',
    ability: ['sell', 'Ticket'],
    scopeOf: ({ body }) => body.storeId,
    body: cart,
    response: quote,
    errors: QUOTE_PROBLEMS,
    handle: async (ctx, { body }) => quoteCart(await loadBasis(ctx, body), body),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/tickets/:ticketId',
    operationId: 'holdTicket',
    tag: 'checkout',
    summary:
      'Hold a bill: keep its cart under an id the till made; If-Match is "0" for a new one, else the version that was held or fetched',
    ability: ['sell', 'Ticket'],
    scopeOf: ({ body }) => body.cart.storeId,
    params: ticketParams,
    body: holdBody,
    response: z.object({ ticketId: z.string(), version: z.number().int() }),
    errors: [NotFound, TicketNotHeld, TicketTaken],
    ifMatch: true,
    etag: true,
    handle: async (ctx, { params, body, ifMatch }) => {
      // A cart that cannot be priced is refused now, while the customer is still there to ask.
      quoteCart(await loadBasis(ctx, body.cart), { ...body.cart, tenders: [] })
      // A name and a phone are kept sealed, and a cart is not.
      const [named] = body.cart.lines.filter((l) => l.deposit?.contact)
      if (named) throw new problems.LineInvalid({ key: named.key, need: 'not_held' })
      const { storeId, memberId } = body.cart
      const { ticketId } = params
      const { version } = await holdTicket(ctx, { ticketId, storeId, memberId, label: body.label, cart: body.cart, version: ifMatch })
      return { ticketId, version }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/completion',
    operationId: 'completeTicket',
    tag: 'checkout',
    summary: 'The sale: works for a new id and for a held bill; answers with the ticket as posted',
    ability: ['sell', 'Ticket'],
    scopeOf: ({ body }) => body.cart.storeId,
    money: true,
    status: 201,
    params: ticketParams,
    body: completionBody,
    response: completed,
    errors: COMPLETION_PROBLEMS,
    handle: (ctx, { params, body }) => completeTicket(ctx, { ticketId: params.ticketId, ...body }),
  })
  moreRoutes(app, runtime)
}

function moreRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'POST',
    url: '/quotes/split',
    operationId: 'splitBill',
    tag: 'checkout',
    summary: 'Share a bill: evenly or by line, as tenders to put into the cart; nothing is written',
    ability: ['sell', 'Ticket'],
    scopeOf: ({ body }) => body.cart.storeId,
    body: splitRequest,
    response: split,
    errors: QUOTE_PROBLEMS,
    handle: async (ctx, { body }) => {
      // The payers are known only here, and their means are needed.
      const memberIds = body.payers.flatMap((p) => (p.kind === 'stored_value' && p.memberId !== null ? [p.memberId] : []))
      const accountIds = body.payers.flatMap((p) => (p.kind === 'on_account' && p.accountId !== undefined ? [p.accountId] : []))
      return splitBill(await loadBasis(ctx, body.cart, { memberIds, accountIds }), body.cart, body)
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/deposits/:depositId/forfeiture',
    operationId: 'forfeitDeposit',
    tag: 'deposits',
    summary: 'Keep earnest money of a customer who did not come; a document with a number and a receipt',
    ability: ['refund', 'Ticket'],
    money: true,
    status: 201,
    params: depositParams,
    body: forfeitureBody,
    response: completed,
    errors: [
      NotFound,
      problems.DepositRefundable,
      problems.DepositUnfit,
      problems.ForfeitApprovalNeeded,
      ApprovalInvalid,
      TillUnknown,
      TicketClosed,
    ],
    handle: (ctx, { params, body }) => forfeitDeposit(ctx, { ...params, ...body }),
  })
}
