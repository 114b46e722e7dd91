import { z } from 'zod'
import { pageQuery } from '../../platform/pages.ts'
import { DRAWER_REASONS, JOB_STATES, RESOLUTIONS } from './rules.ts'

export const LANGS = ['zh-CN', 'zh-TW', 'en'] as const

const name = z.string().trim().min(1).max(40)
const host = z.string().trim().toLowerCase().min(1).max(253)
const port = z.number().int().min(1).max(65535)
/** 32 columns fit 58 mm paper, 48 fit 80 mm. */
const columns = z.union([z.literal(32), z.literal(48)])

export const printerParams = z.object({ printerId: z.uuid() })
export const jobParams = z.object({ jobId: z.uuid() })
export const storeQuery = z.object({ storeId: z.uuid() })

export const newPrinter = z
  .strictObject({
    storeId: z.uuid(),
    name,
    host,
    port: port.default(9100),
    columns: columns.default(48),
    lang: z.enum(LANGS).default('zh-CN'),
    hasDrawer: z.boolean().default(false),
    hasCutter: z.boolean().default(true),
    asksStatus: z.boolean().default(true),
  })
  .meta({ id: 'NewPrinter' })
export type NewPrinter = z.input<typeof newPrinter>

export const printerChange = z
  .strictObject({
    name: name.optional(),
    host: host.optional(),
    port: port.optional(),
    columns: columns.optional(),
    lang: z.enum(LANGS).optional(),
    hasDrawer: z.boolean().optional(),
    hasCutter: z.boolean().optional(),
    asksStatus: z.boolean().optional(),
    /** True takes the duty over from the store's other printers. */
    printsReceipts: z.boolean().optional(),
    printsReports: z.boolean().optional(),
    isActive: z.boolean().optional(),
  })
  .meta({ id: 'PrinterChange' })
export type PrinterChange = z.output<typeof printerChange>

export const printer = z
  .object({
    id: z.string(),
    storeId: z.string(),
    name: z.string(),
    kind: z.string(),
    host: z.string(),
    port: z.number().int(),
    columns: columns,
    lang: z.enum(LANGS),
    hasDrawer: z.boolean(),
    hasCutter: z.boolean(),
    asksStatus: z.boolean(),
    /** Learned: whether it was ever heard to answer. */
    answersStatus: z.boolean().nullable(),
    printsReceipts: z.boolean(),
    printsReports: z.boolean(),
    isActive: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Printer' })
export type Printer = z.output<typeof printer>
export const printers = z.object({ items: z.array(printer) })

export const jobsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  /** `attention`: what a person has to look at. */
  state: z.enum(['attention', ...JOB_STATES]).optional(),
  sourceKind: z.string().max(40).optional(),
  sourceId: z.uuid().optional(),
})

export const printJob = z
  .object({
    id: z.string(),
    storeId: z.string(),
    printerId: z.string(),
    printerName: z.string(),
    sourceKind: z.string(),
    sourceId: z.string().nullable(),
    /** The number of the bill or refund, where it has one. */
    sourceNumber: z.string().nullable(),
    copy: z.number().int(),
    opensDrawer: z.boolean(),
    state: z.enum(JOB_STATES),
    attempts: z.number().int(),
    problem: z.string().nullable(),
    requestedByName: z.string().nullable(),
    requestedAt: z.string(),
    endedAt: z.string().nullable(),
    againOfId: z.string().nullable(),
    resolution: z.enum(RESOLUTIONS).nullable(),
  })
  .meta({ id: 'PrintJob' })
export type PrintJob = z.output<typeof printJob>

export const resolutionBody = z.strictObject({ resolution: z.enum(RESOLUTIONS) })
export const requested = z.object({ id: z.string(), printerId: z.string() }).meta({ id: 'PrintRequested' })
export const resolved = z.object({ id: z.string(), againId: z.string().nullable() })

/** What a till wants printed with a sale or refund: on its own printer, or the store's. With cash the drawer opens by itself. */
export const tillPrint = z
  .strictObject({ printerId: z.uuid().nullable().default(null), receipt: z.boolean().default(true) })
  .meta({ id: 'TillPrint' })
export type TillPrint = z.output<typeof tillPrint>

export const drawerBody = z
  .strictObject({
    storeId: z.uuid(),
    /** The drawer of this printer; left out, the one of the printer for receipts. */
    printerId: z.uuid().optional(),
    reason: z.enum(DRAWER_REASONS),
    note: z.string().trim().max(200).default(''),
  })
  .refine((body) => body.reason !== 'other' || body.note !== '', { path: ['note'], message: 'say why' })

export const drawerOpening = z
  .object({
    id: z.string(),
    storeId: z.string(),
    printerId: z.string(),
    printerName: z.string(),
    jobId: z.string(),
    jobState: z.enum(JOB_STATES),
    reason: z.string(),
    note: z.string(),
    sourceId: z.string().nullable(),
    sourceNumber: z.string().nullable(),
    openedByName: z.string().nullable(),
    openedAt: z.string(),
  })
  .meta({ id: 'DrawerOpening' })

export const openingsQuery = z.object({ ...pageQuery, storeId: z.uuid() })
