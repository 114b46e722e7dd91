import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { findEntries, findNames } from './queries.ts'
import { entryListQuery, entryPage, sealStateSchema } from './schemas.ts'
import { findLastSeal } from './store.ts'

const tag = 'Audit'

export function auditRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/audit-entries',
    operationId: 'listAuditEntries',
    tag,
    summary: 'What was done, by whom and to what, newest first',
    ability: ['read', 'Audit'],
    scopeOf: ({ query }) => query.storeId,
    query: entryListQuery,
    response: entryPage,
    errors: [NotFound],
    handle: async (ctx, { query }) => {
      const { cursor, limit, ...filter } = query
      const before = decodeCursor(cursor, 1)
      const entries = await findEntries(ctx, { ...filter, beforeSeq: before === null ? null : Number(before[0]), limit: limit + 1 })
      const names = await findNames(ctx, entries.slice(0, limit))
      const page = toPage(
        entries,
        limit,
        ({ at, ...entry }) => ({ ...entry, at: at.toString() }),
        (entry) => [entry.seq],
      )
      return { ...page, names }
    },
  })
  read(app, runtime, {
    method: 'GET',
    url: '/audit-seals/last',
    operationId: 'readSealState',
    tag,
    summary: 'The newest seal of the trail; compare its hash with one copied elsewhere',
    ability: ['read', 'Audit'],
    response: sealStateSchema,
    handle: async (ctx) => {
      const last = await findLastSeal(ctx)
      return { last: last && { number: last.number, sealedAt: last.sealedAt.toString(), hash: last.hash.toString('hex') } }
    },
  })
}
