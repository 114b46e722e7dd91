import type { FastifyInstance } from 'fastify'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { createStore } from './create-store.ts'
import { editSettings } from './edit-settings.ts'
import { editStore } from './edit-store.ts'
import { ProfileUnknown, RoleUnknown, StoreCodeTaken } from './errors.ts'
import { listStores, readSettings } from './queries.ts'
import {
  newStoreSchema,
  settingsChangeSchema,
  settingsSchema,
  storeChangeSchema,
  storeListQuery,
  storePage,
  storeParams,
  storeSchema,
} from './schemas.ts'

const tag = 'Settings'

export function settingsRoutes(app: FastifyInstance, runtime: Runtime): void {
  storeRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/settings',
    operationId: 'readSettings',
    tag,
    summary: 'What the brand chose for all its stores',
    ability: ['read', 'Setting'],
    response: settingsSchema,
    etag: true,
    handle: async (ctx) => toWire(await readSettings(ctx)),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/settings',
    operationId: 'editSettings',
    tag,
    summary: 'Change the order of use, cards and caps, when a shared till locks, or what roles may do alone',
    ability: ['manage', 'Setting'],
    body: settingsChangeSchema,
    response: settingsSchema,
    errors: [VersionStale, RoleUnknown, ProfileUnknown],
    ifMatch: true,
    etag: true,
    handle: async (ctx, { body, ifMatch }) => toWire(await editSettings(ctx, { version: ifMatch, change: body })),
  })
}

function storeRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/stores',
    operationId: 'listStores',
    tag,
    summary: 'Stores one works in, by code',
    ability: ['read', 'Store'],
    query: storeListQuery,
    response: storePage,
    handle: async (ctx, { query }) => {
      const after = decodeCursor(query.cursor, 1)
      const page = after ? { afterCode: String(after[0]), limit: query.limit + 1 } : { limit: query.limit + 1 }
      const stores = await listStores(ctx, page)
      return toPage(
        stores,
        query.limit,
        (store) => store,
        (store) => [store.code],
      )
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/stores',
    operationId: 'createStore',
    tag,
    summary: 'Open a store',
    ability: ['manage', 'Store'],
    body: newStoreSchema,
    response: storeSchema,
    status: 201,
    errors: [StoreCodeTaken],
    etag: true,
    handle: (ctx, { body }) => createStore(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/stores/:storeId',
    operationId: 'editStore',
    tag,
    summary: 'Edit a store',
    ability: ['manage', 'Store'],
    scopeOf: ({ params }) => params.storeId,
    params: storeParams,
    body: storeChangeSchema,
    response: storeSchema,
    errors: [NotFound, VersionStale, StoreCodeTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => editStore(ctx, { storeId: params.storeId, version: ifMatch, change: body }),
  })
}

function toWire(settings: Awaited<ReturnType<typeof readSettings>>) {
  return { ...settings, profiles: [...settings.profiles], roleLimits: [...settings.roleLimits] }
}
