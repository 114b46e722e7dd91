import type { FastifyInstance } from 'fastify'
import { CardDead, CardQrCounterfeit, CardQrStale, GiftCodeLocked, GiftCodeUnknown } from '../../modules/cards/index.ts'
import { NotFound } from '../../platform/errors.ts'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { findScanned } from './find-scanned.ts'
import { scanBody, scanned } from './schemas.ts'

export function scanRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    // In the body, not the address: addresses are kept in more places.
    method: 'POST',
    url: '/scans',
    operationId: 'findScanned',
    tag: 'scan',
    summary: 'What a scanned code stands for: a bill, a refund, a member, a gift card, an item; codes that pay are named and not looked up',
    ability: ['read', 'Catalog'],
    scopeOf: ({ body }) => body.storeId,
    body: scanBody,
    response: scanned,
    errors: [NotFound, CardQrCounterfeit, CardQrStale, CardDead, GiftCodeUnknown, GiftCodeLocked],
    handle: (ctx, { body }) => findScanned(ctx, body.storeId, body.code),
  })
}
