import type { FastifyInstance } from 'fastify'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { hashSecret, SignInNameTaken } from '../access/index.ts'
import { createStaff } from './create-staff.ts'
import { editStaff } from './edit-staff.ts'
import { LastOwner, PasswordRequired, StaffCodeTaken } from './errors.ts'
import { listStaff } from './queries.ts'
import {
  accountSchema,
  accountSetSchema,
  factorsResetSchema,
  newStaffSchema,
  staffChangeSchema,
  staffListQuery,
  staffPage,
  staffParams,
  staffSchema,
} from './schemas.ts'
import { resetFactors, setAccount } from './set-account.ts'

const tag = 'Staff'

export function staffRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/staff',
    operationId: 'listStaff',
    tag,
    summary: 'People, by code; with storeId, who works there',
    ability: ['read', 'Staff'],
    scopeOf: ({ query }) => query.storeId,
    query: staffListQuery,
    response: staffPage,
    handle: async (ctx, { query }) => {
      const after = decodeCursor(query.cursor, 1)
      const afterCode = after === null ? null : String(after[0])
      const staff = await listStaff(ctx, { storeId: query.storeId, afterCode, limit: query.limit + 1 })
      return toPage(
        staff,
        query.limit,
        (person) => person,
        (person) => [person.code],
      )
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/staff',
    operationId: 'createStaff',
    tag,
    summary: 'Take somebody on',
    ability: ['manage', 'Staff'],
    scopeOf: ({ body }) => body.homeStoreId,
    body: newStaffSchema,
    response: staffSchema,
    status: 201,
    errors: [NotFound, StaffCodeTaken],
    etag: true,
    handle: (ctx, { body }) => createStaff(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/staff/:staffId',
    operationId: 'editStaff',
    tag,
    summary: 'Edit a person; who leaves is signed out everywhere',
    ability: ['manage', 'Staff'],
    params: staffParams,
    body: staffChangeSchema,
    response: staffSchema,
    errors: [NotFound, VersionStale, StaffCodeTaken, LastOwner],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => editStaff(ctx, { staffId: params.staffId, version: ifMatch, change: body }),
  })
  accountRoute(app, runtime)
}

function accountRoute(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'PUT',
    url: '/staff/:staffId/account',
    operationId: 'setAccount',
    tag,
    summary: 'Sign-in name, password, PIN and roles of a person; their sessions end',
    ability: ['manage', 'Staff'],
    params: staffParams,
    body: accountSchema,
    response: accountSetSchema,
    errors: [NotFound, VersionStale, SignInNameTaken, PasswordRequired, LastOwner],
    ifMatch: true,
    etag: true,
    prepare: async (_ctx, { body }) => ({
      passwordHash: body.password === undefined ? undefined : await hashSecret(body.password),
      pinHash: typeof body.pin === 'string' ? await hashSecret(body.pin) : body.pin,
    }),
    handle: (ctx, { params, body, ifMatch }, hashes) =>
      setAccount(ctx, { staffId: params.staffId, version: ifMatch, signInName: body.signInName, roles: body.roles, ...hashes }),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/staff/:staffId/factors',
    operationId: 'resetFactors',
    tag,
    summary: 'Take away the second factors of somebody who lost theirs; their sessions end',
    ability: ['manage', 'Staff'],
    params: staffParams,
    response: factorsResetSchema,
    errors: [NotFound],
    handle: (ctx, { params }) => resetFactors(ctx, params.staffId),
  })
}
