/** Shifts: the tills of a store, who answers for which drawer from when to when, what was in it, and the reports that say so. */
export { ShiftClosed, TillUnknown } from './errors.ts'
export { type CashMovement, insertCashMovement, moveCash } from './move-cash.ts'
export { openNext, openShift, takeShift } from './open-shift.ts'
export {
  type CountView,
  cashMovements,
  drawerCounts,
  findShifts,
  type MovementView,
  readShift,
  type ShiftView,
  shiftsOfDay,
  shiftsOfReports,
} from './queries.ts'
export { findDayReport, findReport, listReports, type ReportView, reportsAfter } from './report-queries.ts'
export { shiftRoutes } from './routes.ts'
export {
  type CashFlow,
  countFen,
  DENOMINATIONS,
  documentHash,
  expectedFen,
  type Pieces,
  type ShiftSettings,
  shiftLabel,
  varianceNeeds,
} from './rules.ts'
export { cashMovement as cashMovementSchema, drawerCount as drawerCountSchema, shift as shiftSchema } from './schemas.ts'
export {
  type Closing,
  closeShiftRow,
  findShiftSettings,
  holdShift,
  insertCount,
  insertReport,
  type LockedTill,
  lockShift,
  lockTill,
  lockTills,
  type TillAt,
} from './store.ts'
