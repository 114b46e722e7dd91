/** Reads of the reports that were kept. */
import { sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'

interface ReportRow {
  id: string
  kind: 'shift' | 'day'
  number: string
  store_id: string
  shift_id: string | null
  business_day: string
  made_by_name: string | null
  made_at: Temporal.Instant
  hash: string
}

function toReport(r: ReportRow) {
  return {
    id: r.id,
    kind: r.kind,
    number: r.number,
    storeId: r.store_id,
    shiftId: r.shift_id,
    businessDay: r.business_day,
    madeByName: r.made_by_name,
    madeAt: r.made_at.toString(),
    hash: r.hash,
  }
}
export type ReportView = ReturnType<typeof toReport>

const REPORT = sql`r.id, r.kind, r.number, r.store_id, r.shift_id, r.business_day, staff.name as made_by_name, r.made_at, r.hash`

interface ReportQuery {
  storeId: string
  kind?: 'shift' | 'day' | undefined
  day?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Reports of a store, newest first, with what they come to. */
export async function listReports(ctx: ReadCtx, query: ReportQuery) {
  const cursor = decodeCursor(query.cursor, 2)
  const { rows } = await sql<ReportRow & { total_fen: number; variance_fen: number }>`
    select ${REPORT}, (r.document->'sales'->>'totalFen')::bigint as total_fen, coalesce((r.document->'count'->>'varianceFen')::bigint, 0) as variance_fen
    from shift_report r left join staff on staff.id = r.made_by
    where r.store_id = ${query.storeId} and (${query.kind ?? null}::text is null or r.kind = ${query.kind ?? null})
      and (${query.day ?? null}::date is null or r.business_day = ${query.day ?? null}::date)
      and (${cursor?.[0] ?? null}::timestamptz is null or (r.made_at, r.id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::uuid))
    order by r.made_at desc, r.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (r) => ({ ...toReport(r), totalFen: r.total_fen, varianceFen: r.variance_fen }),
    (r) => [r.made_at.toString(), r.id],
  )
}

/** One report with its document. @throws NotFound also out of the actor's sight */
export async function findReport(ctx: ReadCtx, reportId: string): Promise<ReportView & { document: unknown }> {
  const { rows } = await sql<ReportRow & { document: unknown }>`
    select ${REPORT}, r.document from shift_report r left join staff on staff.id = r.made_by where r.id = ${reportId}`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  authorize(ctx, 'read', 'Shift', row.store_id)
  return { ...toReport(row), document: row.document }
}

/** The report of a store's day, once that day was closed. */
export async function findDayReport(ctx: ReadCtx, storeId: string, day: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('shift_report')
    .select('id')
    .where('store_id', '=', storeId)
    .where('business_day', '=', day)
    .where('kind', '=', 'day')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Reports after one of them, by id: for the proof, which reads them all. */
export async function reportsAfter(ctx: ReadCtx, afterId: string | null, limit: number): Promise<(ReportView & { document: unknown })[]> {
  const { rows } = await sql<ReportRow & { document: unknown }>`
    select ${REPORT}, r.document from shift_report r left join staff on staff.id = r.made_by
    where ${afterId}::uuid is null or r.id > ${afterId}::uuid order by r.id limit ${limit}`.execute(ctx.db)
  return rows.map((r) => ({ ...toReport(r), document: r.document }))
}
