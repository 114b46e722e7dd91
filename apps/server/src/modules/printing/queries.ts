import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import type { JobState, Resolution } from './rules.ts'
import type { PrintJob } from './schemas.ts'

interface JobRow {
  id: string
  seq: number
  store_id: string
  printer_id: string
  printer_name: string
  source_kind: string
  source_id: string | null
  source_number: string | null
  copy: number
  opens_drawer: boolean
  state: JobState
  attempts: number
  problem: string | null
  requested_by_name: string | null
  requested_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  again_of: string | null
  resolution: Resolution | null
}

interface JobsQuery {
  storeId: string
  state?: JobState | 'attention' | undefined
  sourceKind?: string | undefined
  sourceId?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Print jobs of a store, newest first. */
export async function listJobs(ctx: ReadCtx, query: JobsQuery) {
  const before = decodeCursor(query.cursor, 1)?.[0] ?? null
  const states = query.state === 'attention' ? ['unknown', 'failed'] : query.state ? [query.state] : null
  const { rows } = await sql<JobRow>`
    select j.*, printer.name as printer_name, staff.name as requested_by_name, coalesce(ticket.number, refund.number) as source_number
    from print_job j
    join printer on printer.id = j.printer_id
    left join staff on staff.id = j.requested_by
    left join ticket on j.source_kind = 'ticket' and ticket.id = j.source_id
    left join refund on j.source_kind = 'refund' and refund.id = j.source_id
    where j.store_id = ${query.storeId}
      and (${states}::text[] is null or j.state = any(${states}::text[]))
      and (${query.sourceId ?? null}::uuid is null or (j.source_kind = ${query.sourceKind ?? 'ticket'} and j.source_id = ${query.sourceId ?? null}::uuid))
      and (${before}::bigint is null or j.seq < ${before}::bigint)
    order by j.seq desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(rows, query.limit, toJob, (row) => [row.seq])
}

function toJob(row: JobRow): PrintJob {
  return {
    id: row.id,
    storeId: row.store_id,
    printerId: row.printer_id,
    printerName: row.printer_name,
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    sourceNumber: row.source_number,
    copy: row.copy,
    opensDrawer: row.opens_drawer,
    state: row.state,
    attempts: row.attempts,
    problem: row.problem,
    requestedByName: row.requested_by_name,
    requestedAt: row.requested_at.toString(),
    endedAt: row.ended_at?.toString() ?? null,
    againOfId: row.again_of,
    resolution: row.resolution,
  }
}

interface OpeningRow {
  id: string
  store_id: string
  printer_id: string
  printer_name: string
  job_id: string
  job_state: JobState
  reason: string
  note: string
  source_id: string | null
  source_number: string | null
  opened_by_name: string | null
  opened_at: Temporal.Instant
}

/** Every opening of the drawers of a store, newest first. */
export async function listOpenings(ctx: ReadCtx, query: { storeId: string; limit: number; cursor?: string | undefined }) {
  const before = decodeCursor(query.cursor, 2)
  const { rows } = await sql<OpeningRow>`
    select o.*, printer.name as printer_name, j.state as job_state, staff.name as opened_by_name, coalesce(ticket.number, refund.number) as source_number
    from drawer_opening o
    join printer on printer.id = o.printer_id
    join print_job j on j.id = o.job_id
    left join staff on staff.id = o.opened_by
    left join ticket on o.reason = 'cash_sale' and ticket.id = o.source_id
    left join refund on o.reason = 'cash_refund' and refund.id = o.source_id
    where o.store_id = ${query.storeId}
      and (${before?.[0] ?? null}::timestamptz is null or (o.opened_at, o.id) < (${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid))
    order by o.opened_at desc, o.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (row) => ({
      id: row.id,
      storeId: row.store_id,
      printerId: row.printer_id,
      printerName: row.printer_name,
      jobId: row.job_id,
      jobState: row.job_state,
      reason: row.reason,
      note: row.note,
      sourceId: row.source_id,
      sourceNumber: row.source_number,
      openedByName: row.opened_by_name,
      openedAt: row.opened_at.toString(),
    }),
    (row) => [row.opened_at.toString(), row.id],
  )
}
