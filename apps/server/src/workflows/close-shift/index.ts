/** Closing drawers and days: what sales and cash come to, counted, compared, and kept. */
export { closeDay } from './close-day.ts'
export { type CloseInput, closeShift } from './close-shift.ts'
export { countDrawer } from './count-drawer.ts'
export { closeShiftRoutes } from './routes.ts'
export { verifyShifts } from './verify.ts'
export type { ZDocument } from './z-document.ts'
export { drawZ } from './z-paper.ts'
