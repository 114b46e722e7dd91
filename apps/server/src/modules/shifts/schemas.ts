import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { CASH_CODES } from './move-cash.ts'

const fen = z.number().int()
const amount = z.number().int().min(0).max(100_000_000)

export const tillsQuery = z.object({ storeId: z.uuid() })
export const tillParams = z.object({ tillId: z.uuid() })
export const shiftParams = z.object({ shiftId: z.uuid() })

export const till = z
  .object({
    id: z.string(),
    storeId: z.string(),
    ordinal: z.number().int(),
    name: z.string(),
    isActive: z.boolean(),
    version: z.number().int(),
    nextFloatFen: fen.nullable(),
    openShift: z
      .object({
        id: z.string(),
        number: z.number().int(),
        businessDay: z.string(),
        openedAt: z.string(),
        openedByName: z.string().nullable(),
        openedByItself: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'Till' })
export const tills = z.object({ items: z.array(till), nextCursor: z.null() })

const tillName = z.string().trim().max(20)
export const newTill = z.strictObject({ storeId: z.uuid(), name: tillName.default('') })
export const tillChange = z.strictObject({ name: tillName.optional(), isActive: z.boolean().optional() }).meta({ id: 'TillChange' })

export const shift = z
  .object({
    id: z.string(),
    label: z.string(),
    tillId: z.string(),
    tillOrdinal: z.number().int(),
    tillName: z.string(),
    storeId: z.string(),
    number: z.number().int(),
    businessDay: z.string(),
    openedAt: z.string(),
    openedById: z.string().nullable(),
    openedByName: z.string().nullable(),
    openedByItself: z.boolean(),
    openingFloatFen: fen,
    closedAt: z.string().nullable(),
    closedByName: z.string().nullable(),
    receivedByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    expectedFen: fen.nullable(),
    countedFen: fen.nullable(),
    varianceFen: fen.nullable(),
    varianceReason: z.string(),
    takenFen: fen.nullable(),
    takenTo: z.string().nullable(),
    closingFloatFen: fen.nullable(),
    reportId: z.string().nullable(),
  })
  .meta({ id: 'Shift' })

export const shiftsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  tillId: z.uuid().optional(),
  state: z.enum(['open', 'closed']).optional(),
  day: z.iso.date().optional(),
})
export const shiftPage = pageOf(shift)

export const cashMovement = z
  .object({
    id: z.string(),
    shiftId: z.string(),
    amountFen: fen,
    code: z.string(),
    note: z.string(),
    movedByName: z.string().nullable(),
    movedAt: z.string(),
  })
  .meta({ id: 'CashMovement' })

export const pieces = z.object({ fen, quantity: z.number().int() })
export const drawerCount = z
  .object({
    id: z.string(),
    shiftId: z.string(),
    pieces: z.array(pieces),
    countedFen: fen,
    expectedFen: fen,
    countedByName: z.string().nullable(),
    countedAt: z.string(),
  })
  .meta({ id: 'DrawerCount' })

export const shiftDetail = z.object({ shift, movements: z.array(cashMovement), counts: z.array(drawerCount) }).meta({ id: 'ShiftDetail' })

export const openBody = z.strictObject({
  storeId: z.uuid(),
  tillId: z.uuid().nullable().default(null),
  openingFloatFen: amount.nullable().default(null),
})
export const opened = z.object({ shiftId: z.string() })

export const cashBody = z
  .strictObject({
    direction: z.enum(['in', 'out']),
    amountFen: z.number().int().min(1).max(100_000_000),
    code: z.enum(CASH_CODES),
    note: z.string().trim().max(100).default(''),
  })
  .refine((b) => b.code !== 'other' || b.note !== '', { path: ['note'], message: 'say what it was for' })
  .meta({ id: 'CashMove' })

export const shiftSettings = z
  .object({ isCountBlind: z.boolean(), reasonAboveFen: fen, approvalAboveFen: fen, version: z.number().int() })
  .meta({ id: 'ShiftSettings' })
export const shiftSettingsChange = z
  .strictObject({ isCountBlind: z.boolean().optional(), reasonAboveFen: amount.optional(), approvalAboveFen: amount.optional() })
  .meta({ id: 'ShiftSettingsChange' })
