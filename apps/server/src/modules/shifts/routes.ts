import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { editShiftSettings } from './edit-settings.ts'
import { FloatDiffers, LastTill, ShiftAlreadyOpen, ShiftClosed, ThresholdsUnfit, TillInUse, TillUnknown } from './errors.ts'
import { moveCash } from './move-cash.ts'
import { openShift } from './open-shift.ts'
import { listShifts, listTills, readShift } from './queries.ts'
import {
  cashBody,
  newTill,
  openBody,
  opened,
  shiftDetail,
  shiftPage,
  shiftParams,
  shiftSettings,
  shiftSettingsChange,
  shiftsQuery,
  tillChange,
  tillParams,
  tills,
  tillsQuery,
} from './schemas.ts'
import { findShiftSettings } from './store.ts'
import { addTill, editTill } from './tills.ts'

const tag = 'shifts'

export function shiftRoutes(app: FastifyInstance, runtime: Runtime): void {
  tillRoutes(app, runtime)
  settingRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/shifts',
    operationId: 'listShifts',
    tag,
    summary: 'Shifts of a store, newest first',
    ability: ['read', 'Shift'],
    scopeOf: ({ query }) => query.storeId,
    query: shiftsQuery,
    response: shiftPage,
    handle: (ctx, { query }) => listShifts(ctx, query),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/shifts',
    operationId: 'openShift',
    tag,
    summary: "Open a shift at a till; without one, at the store's first",
    ability: ['operate', 'Shift'],
    scopeOf: ({ body }) => body.storeId,
    money: true,
    status: 201,
    body: openBody,
    response: opened,
    errors: [NotFound, TillUnknown, ShiftAlreadyOpen, FloatDiffers],
    handle: (ctx, { body }) => openShift(ctx, body),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shifts/:shiftId',
    operationId: 'readShift',
    tag,
    summary: 'One shift with the cash put in and taken out, and its counts',
    ability: ['read', 'Shift'],
    params: shiftParams,
    response: shiftDetail,
    errors: [NotFound],
    handle: (ctx, { params }) => readShift(ctx, params.shiftId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/shifts/:shiftId/cash-movements',
    operationId: 'moveCash',
    tag,
    summary: 'Put cash into a drawer or take some out, without a bill',
    ability: ['operate', 'Shift'],
    money: true,
    status: 201,
    params: shiftParams,
    body: cashBody,
    response: z.object({ movementId: z.string() }),
    errors: [NotFound, ShiftClosed],
    handle: (ctx, { params, body }) =>
      moveCash(ctx, {
        shiftId: params.shiftId,
        amountFen: body.direction === 'in' ? body.amountFen : -body.amountFen,
        code: body.code,
        note: body.note,
      }),
  })
}

function tillRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/tills',
    operationId: 'listTills',
    tag,
    summary: 'Tills of a store with the shift open at each; none before the first sale',
    ability: ['read', 'Shift'],
    scopeOf: ({ query }) => query.storeId,
    query: tillsQuery,
    response: tills,
    handle: async (ctx, { query }) => ({ items: await listTills(ctx, query.storeId), nextCursor: null }),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tills',
    operationId: 'addTill',
    tag,
    summary: 'Add a till to a store',
    ability: ['manage', 'Till'],
    scopeOf: ({ body }) => body.storeId,
    status: 201,
    body: newTill,
    response: z.object({ tillId: z.string() }),
    errors: [NotFound],
    handle: (ctx, { body }) => addTill(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/tills/:tillId',
    operationId: 'editTill',
    tag,
    summary: 'Rename a till, put it away, or take it back',
    ability: ['manage', 'Till'],
    params: tillParams,
    body: tillChange,
    response: z.object({ tillId: z.string() }),
    errors: [NotFound, VersionStale, TillInUse, LastTill],
    ifMatch: true,
    handle: async (ctx, { params, body, ifMatch }) => {
      await editTill(ctx, { tillId: params.tillId, version: ifMatch, change: body })
      return { tillId: params.tillId }
    },
  })
}

function settingRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/shift-settings',
    operationId: 'readShiftSettings',
    tag,
    summary: 'How drawers are counted in this brand',
    ability: ['read', 'Shift'],
    response: shiftSettings,
    etag: true,
    handle: (ctx) => findShiftSettings(ctx),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/shift-settings',
    operationId: 'editShiftSettings',
    tag,
    summary: 'Change the blind count, and from when a variance needs a reason or an approval',
    ability: ['manage', 'Setting'],
    body: shiftSettingsChange,
    response: shiftSettings,
    errors: [VersionStale, ThresholdsUnfit],
    ifMatch: true,
    etag: true,
    handle: (ctx, { body, ifMatch }) => editShiftSettings(ctx, { version: ifMatch, change: body }),
  })
}
