import type { FastifyInstance } from 'fastify'
import { ApprovalInvalid, PinLocked, PinWrong } from '../../modules/access/index.ts'
import { readShift, ShiftClosed } from '../../modules/shifts/index.ts'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { closeDay, readDay } from './close-day.ts'
import { closeShift } from './close-shift.ts'
import { countDrawer } from './count-drawer.ts'
import * as problems from './errors.ts'
import { heldBills } from './load.ts'
import { checkReceiver, listReceivers } from './receivers.ts'
import { reportRoutes } from './report-routes.ts'
import {
  blockers,
  closeBody,
  closed,
  countBody,
  counted,
  dayClosed,
  dayParams,
  dayView,
  receivers,
  shiftParams,
  storeParams,
} from './schemas.ts'

const tag = 'shifts'

export function closeShiftRoutes(app: FastifyInstance, runtime: Runtime): void {
  reportRoutes(app, runtime)
  dayRoutes(app, runtime)
  write(app, runtime, {
    method: 'POST',
    url: '/shifts/:shiftId/counts',
    operationId: 'countDrawer',
    tag,
    summary: 'Say what is in the drawer, and learn what should be',
    ability: ['operate', 'Shift'],
    money: true,
    status: 201,
    params: shiftParams,
    body: countBody,
    response: counted,
    errors: [NotFound, ShiftClosed],
    handle: (ctx, { params, body }) => countDrawer(ctx, { shiftId: params.shiftId, pieces: body.pieces }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shifts/:shiftId/blockers',
    operationId: 'listCloseBlockers',
    tag,
    summary: 'What has to be finished before this shift is closed',
    ability: ['operate', 'Shift'],
    params: shiftParams,
    response: blockers,
    errors: [NotFound],
    handle: async (ctx, { params }) => {
      const { shift } = await readShift(ctx, params.shiftId)
      return { items: await heldBills(ctx, shift), nextCursor: null }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/shifts/:shiftId/closing',
    operationId: 'closeShift',
    tag,
    summary: 'Close a shift on its last count, and hand the drawer over if there is a receiver',
    ability: ['operate', 'Shift'],
    money: true,
    status: 201,
    params: shiftParams,
    body: closeBody,
    response: closed,
    errors: [
      NotFound,
      ShiftClosed,
      problems.ClockMovedBack,
      problems.CloseBlocked,
      problems.CountUnknown,
      problems.ExpectedChanged,
      problems.TakenTooMuch,
      problems.VarianceReasonNeeded,
      problems.VarianceApprovalNeeded,
      ApprovalInvalid,
      problems.ReceiverUnfit,
      PinWrong,
      PinLocked,
    ],
    prepare: async (ctx, { params, body }) => {
      if (body.receiver === null) return
      const { shift } = await readShift(ctx, params.shiftId)
      await checkReceiver(ctx, shift.storeId, body.receiver)
    },
    handle: (ctx, { params, body: { receiver, ...body } }) =>
      closeShift(ctx, { ...body, shiftId: params.shiftId, receiverId: receiver?.staffId ?? null }),
  })
}

function dayRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/stores/:storeId/shift-receivers',
    operationId: 'listShiftReceivers',
    tag,
    summary: 'Colleagues who may take a drawer of this store over',
    ability: ['operate', 'Shift'],
    scopeOf: ({ params }) => params.storeId,
    params: storeParams,
    response: receivers,
    errors: [NotFound],
    handle: async (ctx, { params }) => ({ items: await listReceivers(ctx, params.storeId), nextCursor: null }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/stores/:storeId/days/:day',
    operationId: 'readStoreDay',
    tag,
    summary: "A store's business day: its shifts, what keeps it from being closed, its Z once it is",
    ability: ['read', 'Shift'],
    scopeOf: ({ params }) => params.storeId,
    params: dayParams,
    response: dayView,
    errors: [NotFound],
    handle: (ctx, { params }) => readDay(ctx, params),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/stores/:storeId/days/:day/closing',
    operationId: 'closeStoreDay',
    tag,
    summary: "Close a store's business day, once",
    ability: ['operate', 'Shift'],
    scopeOf: ({ params }) => params.storeId,
    money: true,
    status: 201,
    params: dayParams,
    response: dayClosed,
    errors: [NotFound, problems.DayAhead, problems.DayClosed, problems.DayEmpty, problems.CloseBlocked],
    handle: (ctx, { params }) => closeDay(ctx, params),
  })
}
