/** SQL on the tables `printer`, `print_job`, `print_event` and `drawer_opening`. */
import { type Selectable, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Printer as PrinterRow } from '../../platform/schema.gen.ts'
import type { Printer } from './schemas.ts'

function toPrinter(row: Selectable<PrinterRow>): Printer {
  return {
    id: row.id,
    storeId: row.store_id,
    name: row.name,
    kind: row.kind,
    host: row.host,
    port: row.port,
    columns: row.columns as Printer['columns'],
    lang: row.lang as Printer['lang'],
    hasDrawer: row.has_drawer,
    hasCutter: row.has_cutter,
    asksStatus: row.asks_status,
    answersStatus: row.answers_status,
    printsReceipts: row.prints_receipts,
    printsReports: row.prints_reports,
    isActive: row.is_active,
    version: row.version,
  }
}

export async function findPrinter(ctx: ReadCtx, printerId: string): Promise<Printer | null> {
  const row = await ctx.db.selectFrom('printer').selectAll().where('id', '=', printerId).executeTakeFirst()
  return row ? toPrinter(row) : null
}

export async function findPrinters(ctx: ReadCtx, storeId: string): Promise<Printer[]> {
  const rows = await ctx.db
    .selectFrom('printer')
    .selectAll()
    .where('store_id', '=', storeId)
    .orderBy('is_active', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPrinter)
}

type Settable = Omit<Printer, 'id' | 'storeId' | 'kind' | 'answersStatus' | 'version'>

function columnsOf(printer: Settable) {
  return {
    name: printer.name,
    host: printer.host,
    port: printer.port,
    columns: printer.columns,
    lang: printer.lang,
    has_drawer: printer.hasDrawer,
    has_cutter: printer.hasCutter,
    asks_status: printer.asksStatus,
    prints_receipts: printer.printsReceipts,
    prints_reports: printer.printsReports,
    is_active: printer.isActive,
  }
}

/** The store's first printer prints everything until told otherwise. */
export async function insertPrinter(ctx: WriteCtx, input: { storeId: string } & Settable): Promise<Printer> {
  const row = await ctx.db
    .insertInto('printer')
    .values({ id: newId(), store_id: input.storeId, ...columnsOf(input), created_at: ctx.now })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toPrinter(row)
}

/** Takes a duty from whichever printer of the store has it. */
export async function takeDuties(
  ctx: WriteCtx,
  storeId: string,
  duties: { receipts: boolean; reports: boolean },
  exceptId: string,
): Promise<void> {
  if (!duties.receipts && !duties.reports) return
  await sql`
    update printer set prints_receipts = prints_receipts and not ${duties.receipts}, prints_reports = prints_reports and not ${duties.reports},
      version = version + 1
    where store_id = ${storeId} and id <> ${exceptId}
      and ((prints_receipts and ${duties.receipts}) or (prints_reports and ${duties.reports}))`.execute(ctx.db)
}

/** @throws VersionStale. At another address it is another device: what was learned about it is forgotten. */
export async function updatePrinter(ctx: WriteCtx, printer: Printer, version: number, isElsewhere: boolean): Promise<Printer> {
  const row = await ctx.db
    .updateTable('printer')
    .set({ ...columnsOf(printer), version: version + 1, ...(isElsewhere ? { answers_status: null } : {}) })
    .where('id', '=', printer.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new VersionStale()
  return toPrinter(row)
}

/** What is learned about a printer by printing. It is no edit: nobody's form becomes stale by it. */
export async function learnAnswers(ctx: WriteCtx, printerId: string, answers: boolean): Promise<void> {
  await sql`update printer set answers_status = ${answers} where id = ${printerId} and answers_status is distinct from ${answers}`.execute(
    ctx.db,
  )
}

export interface NewJob {
  storeId: string
  /** Null for the store's printer for receipts. */
  printerId: string | null
  source: { kind: string; id: string }
  /** Whether a paper comes; without one the job opens the drawer and nothing else. */
  hasPaper: boolean
  /** Why the drawer opens with it, if the printer has one. */
  opening: { reason: string; note: string; sourceId: string | null } | null
  againOfId: string | null
  /** For reports, another printer may be the store's usual one. */
  duty: 'receipts' | 'reports'
}

export interface QueuedJob {
  id: string
  printerId: string
  opensDrawer: boolean
}

/**
 * Queues a job in one statement, so that it can travel with a sale's: chooses the printer, counts earlier papers of the same document, notes the
 * opening of the drawer. Null when the store has no such printer, or nothing would be done by it.
 */
export async function insertJob(ctx: WriteCtx, job: NewJob): Promise<QueuedJob | null> {
  const { opening } = job
  const { rows } = await sql<{ id: string; printer_id: string; opens_drawer: boolean }>`
    with chosen as (
      select p.id, p.has_drawer and ${opening !== null} as opens_drawer from printer p
      where p.store_id = ${job.storeId}::uuid and p.is_active
        and case when ${job.printerId}::uuid is not null then p.id = ${job.printerId}::uuid
          when ${job.duty} = 'reports' then p.prints_reports else p.prints_receipts end
    ), job as (
      insert into print_job (id, store_id, printer_id, source_kind, source_id, copy, opens_drawer, state, not_before, requested_by, requested_at, again_of)
      select ${newId()}::uuid, ${job.storeId}::uuid, c.id,
        case when ${job.hasPaper} then ${job.source.kind} else 'drawer' end, case when ${job.hasPaper} then ${job.source.id}::uuid end,
        case when ${job.hasPaper} then (
          select count(*) from print_job e where e.source_kind = ${job.source.kind} and e.source_id = ${job.source.id}::uuid
            and e.state <> 'failed' and (e.state <> 'resolved' or e.resolution = 'printed' or exists (
              select from print_event v where v.job_id = e.id and v.what = 'unknown'))
        )::integer else 0 end,
        c.opens_drawer, 'queued', ${ctx.now.toString()}::timestamptz, ${ctx.actor.id}::uuid, ${ctx.now.toString()}::timestamptz, ${job.againOfId}::uuid
      from chosen c where ${job.hasPaper} or c.opens_drawer
      returning id, printer_id, opens_drawer
    ), fact as (
      insert into print_event (job_id, what, actor_id, at)
      select id, 'requested', ${ctx.actor.id}::uuid, ${ctx.now.toString()}::timestamptz from job
    ), opening as (
      insert into drawer_opening (id, store_id, printer_id, job_id, reason, note, source_id, opened_by, opened_at)
      select ${newId()}::uuid, ${job.storeId}::uuid, job.printer_id, job.id, ${opening?.reason ?? ''}, ${opening?.note ?? ''},
        ${opening?.sourceId ?? null}::uuid, ${ctx.actor.id}::uuid, ${ctx.now.toString()}::timestamptz
      from job where job.opens_drawer
    )
    select id, printer_id, opens_drawer from job`.execute(ctx.db)
  const row = rows[0]
  return row ? { id: row.id, printerId: row.printer_id, opensDrawer: row.opens_drawer } : null
}
