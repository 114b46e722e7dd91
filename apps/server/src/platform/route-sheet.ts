/** The one way a route answers with a spreadsheet: bounded, harmless, and written down with how many rows left the house. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ReadCtx } from './ctx.ts'
import type { ProblemClass } from './errors.ts'
import type { Input } from './route.ts'
import { download } from './route-download.ts'
import { type Runtime, write } from './runtime.ts'
import { csvOf, ExportTooLarge, refuseTooLarge, type Sheet } from './sheet.ts'
import { xlsxOf } from './sheet-xlsx.ts'

export const SHEET_LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
export type SheetLanguage = (typeof SHEET_LANGUAGES)[number]

/** Query parameters of every export. */
export const sheetQuery = {
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  /** Of the heads of the columns and the words in them. */
  lang: z.enum(SHEET_LANGUAGES).default('zh-CN'),
}

type SheetShape = z.ZodType<{ format: 'xlsx' | 'csv'; lang: SheetLanguage }>

interface SheetSpec<P extends z.ZodType | undefined, Q extends SheetShape> {
  url: string
  operationId: string
  tag: string
  summary: string
  ability: readonly [action: string, subject: string]
  scopeOf?: (input: Input<P, Q, undefined>) => string | undefined
  params?: P
  query: Q
  errors?: readonly ProblemClass[]
  /** May hold one row more than MAX_SHEET_ROWS, which is then refused. */
  sheet: (ctx: ReadCtx, input: Input<P, Q, undefined>) => Promise<Sheet>
  /** What the audit trail says: which list, and how it was chosen; ids and codes only. */
  audit: (input: Input<P, Q, undefined>) => { subjectKind: string; storeId?: string | undefined; detail: Record<string, unknown> }
}

const MEDIA = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' }

/** Declares a route that answers with a spreadsheet. */
export function exportSheet<Q extends SheetShape, P extends z.ZodType | undefined = undefined>(
  app: FastifyInstance,
  runtime: Runtime,
  spec: SheetSpec<P, Q>,
): void {
  const { sheet: make, audit, errors = [], ...common } = spec
  download<P, Q>(app, runtime, {
    ...common,
    method: 'GET',
    errors: [...errors, ExportTooLarge],
    handle: async (ctx, input) => {
      const { format } = input.query as { format: 'xlsx' | 'csv' }
      const sheet = await make(ctx, input)
      refuseTooLarge(sheet)
      const content = format === 'csv' ? csvOf(sheet) : await xlsxOf(sheet)
      const { subjectKind, storeId, detail } = audit(input)
      // Written down before anything leaves: what cannot be written down is not given.
      await write(runtime, ctx.brand, ctx.actor, (writeCtx) => {
        const entry = { action: 'sheet.export', subjectKind, subjectId: null, storeId: storeId ?? null }
        writeCtx.audit({ ...entry, detail: { ...detail, format, rows: sheet.rows.length } })
        return Promise.resolve()
      })
      return { content, mediaType: MEDIA[format], fileName: `${sheet.name}.${format}` }
    },
  })
}
