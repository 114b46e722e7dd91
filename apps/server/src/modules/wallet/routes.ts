import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { LotAlreadyFrozen, LotInUse, LotNotFrozen } from './errors.ts'
import { freezeLot, thawLot } from './freeze-lot.ts'
import { readStatement, readWallet } from './queries.ts'
import { freezeBody, frozen, lotParams, memberParams, statement, statementQuery, wallet, walletQuery } from './schemas.ts'

export function walletRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/wallet',
    operationId: 'readWallet',
    tag: 'wallet',
    summary: 'Balances and lots of a member',
    ability: ['read', 'Wallet'],
    params: memberParams,
    query: walletQuery,
    response: wallet,
    errors: [NotFound],
    handle: (ctx, { params, query }) => readWallet(ctx, { memberId: params.memberId, withEmpty: query.withEmpty === 'true' }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/statement',
    operationId: 'readStatement',
    tag: 'wallet',
    summary: 'Wallet transactions of a member, newest first, with the hashes that chain them',
    ability: ['read', 'Wallet'],
    params: memberParams,
    query: statementQuery,
    response: statement,
    errors: [NotFound],
    handle: (ctx, { params, query }) => readStatement(ctx, { memberId: params.memberId, ...query }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/lots/:lotId/freeze',
    operationId: 'freezeLot',
    tag: 'wallet',
    summary: 'Freeze a lot: its days stop counting',
    ability: ['freeze', 'Lot'],
    params: lotParams,
    body: freezeBody,
    response: frozen,
    errors: [NotFound, LotAlreadyFrozen, LotInUse],
    handle: async (ctx, { params, body }) => {
      await freezeLot(ctx, { lotId: params.lotId, reason: body.reason })
      return { lotId: params.lotId, isFrozen: true, expiresOn: null }
    },
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/lots/:lotId/freeze',
    operationId: 'thawLot',
    tag: 'wallet',
    summary: 'Thaw a lot; its last day moves by the days it lay frozen',
    ability: ['freeze', 'Lot'],
    params: lotParams,
    response: frozen,
    errors: [NotFound, LotNotFrozen],
    handle: async (ctx, { params }) => {
      const { expiresOn } = await thawLot(ctx, { lotId: params.lotId })
      return { lotId: params.lotId, isFrozen: false, expiresOn }
    },
  })
}
