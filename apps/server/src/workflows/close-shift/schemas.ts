import { z } from 'zod'
import { shiftTotalsSchema } from '../../modules/sales/index.ts'
import { DENOMINATIONS, shiftSchema } from '../../modules/shifts/index.ts'
import { pageOf, pageQuery } from '../../platform/pages.ts'

const fen = z.number().int()
const amount = z.number().int().min(0).max(1_000_000_000)

export const shiftParams = z.object({ shiftId: z.uuid() })
export const reportParams = z.object({ reportId: z.uuid() })
export const storeParams = z.object({ storeId: z.uuid() })
export const dayParams = z.object({ storeId: z.uuid(), day: z.iso.date() })

export const pieces = z
  .array(z.strictObject({ fen: z.literal(DENOMINATIONS), quantity: z.number().int().min(0).max(10_000) }))
  .max(DENOMINATIONS.length)
  .refine((all) => new Set(all.map((p) => p.fen)).size === all.length, { message: 'a denomination stands here twice' })

export const countBody = z.strictObject({ pieces }).meta({ id: 'DrawerPieces' })
export const counted = z
  .object({
    countId: z.string(),
    countedFen: fen,
    expectedFen: fen,
    varianceFen: fen,
    needsReason: z.boolean(),
    needsApproval: z.boolean(),
  })
  .meta({ id: 'CountedDrawer' })

export const closeBody = z
  .strictObject({
    countId: z.uuid(),
    reason: z.string().trim().max(200).default(''),
    approvalId: z.uuid().nullable().default(null),
    takenFen: amount.default(0),
    takenTo: z.enum(['safe', 'bank']).nullable().default(null),
    /** The next cashier, who signs with the PIN; without one, the till is left without a shift. */
    receiver: z
      .strictObject({ staffId: z.uuid(), pin: z.string().regex(/^\d{4,8}$/) })
      .nullable()
      .default(null),
  })
  .refine((b) => b.takenFen === 0 || b.takenTo !== null, { path: ['takenTo'], message: 'say where the money went' })
  .meta({ id: 'ShiftClosing' })

export const closed = z
  .object({ shiftId: z.string(), reportId: z.string(), varianceFen: fen, closingFloatFen: fen, nextShiftId: z.string().nullable() })
  .meta({ id: 'ClosedShift' })

export const blocker = z
  .object({
    kind: z.enum(['held_bill', 'unknown_payment', 'open_shift']),
    id: z.string(),
    label: z.string(),
    openedByName: z.string().nullable(),
    openedAt: z.string(),
  })
  .meta({ id: 'CloseBlocker' })
export const blockers = z.object({ items: z.array(blocker), nextCursor: z.null() })

export const receivers = z.object({
  items: z.array(z.object({ staffId: z.string(), code: z.string(), name: z.string() })),
  nextCursor: z.null(),
})

export const dayView = z
  .object({
    businessDay: z.string(),
    today: z.string(),
    shifts: z.array(shiftSchema),
    blockers: z.array(blocker),
    reportId: z.string().nullable(),
  })
  .meta({ id: 'StoreDay' })
export const dayClosed = z.object({ reportId: z.string() })

const nullableFen = fen.nullable()
const zShift = z.object({
  id: z.string(),
  label: z.string(),
  openedAt: z.string(),
  openedByName: z.string().nullable(),
  openedByItself: z.boolean(),
  openingFloatFen: fen,
  closedAt: z.string().nullable(),
  closedByName: z.string().nullable(),
  receivedByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  expectedFen: nullableFen,
  countedFen: nullableFen,
  varianceFen: nullableFen,
  varianceReason: z.string(),
  takenFen: nullableFen,
  takenTo: z.string().nullable(),
  closingFloatFen: nullableFen,
})

/** Z of a shift or a day, X of a shift that is open. */
export const zDocument = z
  .object({
    form: z.literal(1),
    kind: z.enum(['shift', 'day', 'x']),
    number: z.string(),
    store: z.object({ id: z.string(), code: z.string(), name: z.string(), zone: z.string() }),
    till: z.object({ id: z.string(), ordinal: z.number().int(), name: z.string() }).nullable(),
    businessDay: z.string(),
    madeAt: z.string(),
    shifts: z.array(zShift),
    sales: shiftTotalsSchema,
    cash: z.object({
      openingFloatFen: fen,
      salesFen: fen,
      topUpFen: fen,
      refundFen: fen,
      inFen: fen,
      outFen: fen,
      expectedFen: fen,
    }),
    movements: z.array(z.object({ at: z.string(), code: z.string(), note: z.string(), amountFen: fen, byName: z.string().nullable() })),
    count: z
      .object({
        pieces: z.array(z.object({ fen, quantity: z.number().int() })),
        countedFen: fen,
        varianceFen: fen,
        takenFen: fen,
        closingFloatFen: fen,
        times: z.number().int(),
        firstCountedFen: nullableFen,
      })
      .nullable(),
  })
  .meta({ id: 'ShiftReportDocument' })

const reportHead = {
  id: z.string(),
  kind: z.enum(['shift', 'day']),
  number: z.string(),
  storeId: z.string(),
  shiftId: z.string().nullable(),
  businessDay: z.string(),
  madeByName: z.string().nullable(),
  madeAt: z.string(),
  hash: z.string(),
}
export const report = z.object({ ...reportHead, document: zDocument }).meta({ id: 'ShiftReport' })
export const reportsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  kind: z.enum(['shift', 'day']).optional(),
  day: z.iso.date().optional(),
})
export const reportPage = pageOf(z.object({ ...reportHead, totalFen: fen, varianceFen: fen }).meta({ id: 'ShiftReportRow' }))
