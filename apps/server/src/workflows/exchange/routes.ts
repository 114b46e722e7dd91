import type { FastifyInstance } from 'fastify'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { COMPLETION_PROBLEMS, QUOTE_PROBLEMS } from '../checkout/index.ts'
import { REFUND_PROBLEMS, UNWIND_PROBLEMS } from '../refund/index.ts'
import { ExchangeChanged, ExchangeGoodsOnly, ExchangeStore, UpgradeTooLate, UpgradeUnfit } from './errors.ts'
import { exchangeGoods, quoteExchange } from './exchange-goods.ts'
import { exchangeBody, exchanged, exchangeQuote, exchangeQuoteBody, ticketParams } from './schemas.ts'

const OWN = [ExchangeGoodsOnly, ExchangeStore, UpgradeTooLate, UpgradeUnfit]

export function exchangeRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/exchange-quotes',
    operationId: 'quoteExchange',
    tag: 'refund',
    summary: 'What an exchange of goods comes to: what comes back, what the others cost, and the difference; nothing is written',
    ability: ['refund', 'Ticket'],
    scopeOf: ({ body }) => body.cart.storeId,
    params: ticketParams,
    body: exchangeQuoteBody,
    response: exchangeQuote,
    errors: [...new Set([...UNWIND_PROBLEMS, ...QUOTE_PROBLEMS, ...OWN])],
    handle: (ctx, { params, body }) => quoteExchange(ctx, params.ticketId, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/exchanges',
    operationId: 'exchangeGoods',
    tag: 'refund',
    summary:
      'Take goods back and sell others, or a visit for the pass that covers it, in one act: a refund and a sale that belong together',
    ability: ['refund', 'Ticket'],
    scopeOf: ({ body }) => body.cart.storeId,
    money: true,
    status: 201,
    params: ticketParams,
    body: exchangeBody,
    response: exchanged,
    errors: [...new Set([...UNWIND_PROBLEMS, ...REFUND_PROBLEMS, ...COMPLETION_PROBLEMS, ...OWN, ExchangeChanged])],
    handle: (ctx, { params, body }) => exchangeGoods(ctx, params.ticketId, body),
  })
}
