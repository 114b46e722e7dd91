import type { FastifyInstance } from 'fastify'
import { InvalidInput, NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import { exportSheet } from '../../platform/route-sheet.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { editAccount, openCompany } from './edit-account.ts'
import { CompanyNameTaken } from './errors.ts'
import { listAccounts, readAccount } from './queries.ts'
import {
  account,
  accountChange,
  accountEdited,
  accountParams,
  accountQuery,
  accountSheetQuery,
  accountsPage,
  accountsQuery,
  newCompany,
} from './schemas.ts'
import { accountsSheet } from './sheet.ts'

const tag = 'receivables'

export function receivableRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/credit-accounts',
    operationId: 'listCreditAccounts',
    tag,
    summary: 'Who owes what in a store, by age, the longest owed first',
    ability: ['read', 'Credit'],
    scopeOf: ({ query }) => query.storeId,
    query: accountsQuery,
    response: accountsPage,
    handle: (ctx, { query }) => listAccounts(ctx, query),
  })
  exportSheet(app, runtime, {
    url: '/credit-accounts/export',
    operationId: 'exportCreditAccounts',
    tag,
    summary: 'Who owes what in a store as a spreadsheet',
    ability: ['export', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: accountSheetQuery,
    sheet: (ctx, { query }) => accountsSheet(ctx, query),
    audit: ({ query }) => ({ subjectKind: 'CreditAccount', storeId: query.storeId, detail: { state: query.state } }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/credit-accounts/:accountId',
    operationId: 'readCreditAccount',
    tag,
    summary: 'One account, a member under the own id or a company: limit, debts, how they were settled',
    ability: ['read', 'Credit'],
    scopeOf: ({ query }) => query.storeId,
    params: accountParams,
    query: accountQuery,
    response: account,
    errors: [NotFound],
    etag: true,
    handle: (ctx, { params, query }) => readAccount(ctx, { ...params, ...query }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/credit-accounts',
    operationId: 'openCreditCompany',
    tag,
    summary: 'Open the account of a company',
    ability: ['manage', 'Credit'],
    body: newCompany,
    response: accountEdited,
    status: 201,
    errors: [CompanyNameTaken],
    handle: (ctx, { body }) => openCompany(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/credit-accounts/:accountId',
    operationId: 'editCreditAccount',
    tag,
    summary: 'Change what an account may owe, or shut it; a member without one gets it',
    ability: ['manage', 'Credit'],
    params: accountParams,
    body: accountChange,
    response: accountEdited,
    errors: [NotFound, VersionStale, InvalidInput],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => editAccount(ctx, { ...params, version: ifMatch, change: body }),
  })
}
