/** Proves the reports of shifts: each is made again from tickets, tenders, lots and cash, and compared with what was kept. */
import { sql } from 'kysely'
import { contradictions } from '../../modules/sales/index.ts'
import { listStores } from '../../modules/settings/index.ts'
import { documentHash, reportsAfter, type ShiftView, shiftsOfReports } from '../../modules/shifts/index.ts'
import { type Check, type Finding, runChecks } from '../../platform/checks.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { dayDocumentFrom, documentFrom, type Facts, loadFacts } from './load.ts'
import { figuresOf, type ZDocument } from './z-document.ts'

const BATCH = 200

/** Runs every check. An empty list: everything agrees. */
export async function verifyShifts(ctx: ReadCtx): Promise<Finding[]> {
  const findings: Finding[] = []
  const stores = new Map((await listStores(ctx)).map(({ id, code, name, zone }) => [id, { id, code, name, zone }]))
  for (let after: string | null = null; ; ) {
    const reports = await reportsAfter(ctx, after, BATCH)
    const shifts = await shiftsOfReports(
      ctx,
      reports.map((r) => r.id),
    )
    const facts = await loadFacts(ctx, shifts)
    for (const report of reports) {
      const store = stores.get(report.storeId)
      if (store) findings.push(...checkReport(facts, store, shifts, report))
    }
    after = reports.at(-1)?.id ?? null
    if (reports.length < BATCH) break
  }
  return [...findings, ...(await runChecks(ctx, CHECKS))]
}

type Report = Awaited<ReturnType<typeof reportsAfter>>[number]

/** One report: its seal, its own sums, and the same report made anew. */
function checkReport(facts: Facts, store: ZDocument['store'], shifts: readonly ShiftView[], report: Report): Finding[] {
  const kept = report.document as ZDocument
  const found = (check: string, detail: Record<string, unknown>) => ({ check, id: report.id, detail: { number: report.number, ...detail } })
  if (documentHash(kept) !== report.hash) return [found('report_hash', { hash: report.hash })]
  const own = shifts.filter((s) =>
    report.shiftId === null ? s.storeId === report.storeId && s.businessDay === report.businessDay : s.id === report.shiftId,
  )
  const [first] = own
  if (!first) return [found('report_has_shift', {})]
  const made =
    report.shiftId === null
      ? dayDocumentFrom(facts, store, report.businessDay, own, kept.madeAt)
      : documentFrom(facts, store, first, Temporal.Instant.from(kept.madeAt))
  const [before, now] = [figuresOf(kept), figuresOf(made)]
  const parts = (Object.keys(before) as (keyof typeof before)[]).filter((part) => documentHash(before[part]) !== documentHash(now[part]))
  const broken = contradictions(kept.sales)
  return [
    ...(parts.length > 0 ? [found('report_equals_books', { parts })] : []),
    ...(broken.length > 0 ? [found('report_adds_up', { broken })] : []),
  ]
}

const CHECKS: Record<string, Check> = {
  /** Every shift begins with what the one before it left in the drawer. */
  shift_chain: sql`
    select s.id, jsonb_build_object('number', s.number, 'openingFloatFen', s.opening_float_fen, 'leftFen', before.closing_float_fen) as detail
    from shift s left join shift before on before.till_id = s.till_id and before.number = s.number - 1
    where s.number > 1 and before.closing_float_fen is distinct from s.opening_float_fen`,
  closed_shift_has_report: sql`
    select s.id, jsonb_build_object('number', s.number) as detail from shift s
    where (s.closed_at is not null) <> exists (select from shift_report r where r.shift_id = s.id)`,
  /** Every document from the store's first shift on belongs to a shift of that store. */
  document_has_shift: sql`
    select d.id, jsonb_build_object('kind', d.kind, 'shiftId', d.shift_id) as detail
    from (select id, 'ticket' as kind, store_id, shift_id, completed_at as at from ticket where number is not null
          union all select id, 'refund', store_id, shift_id, refunded_at from refund) d
    left join shift s on s.id = d.shift_id
    where case when d.shift_id is null then d.at > (select min(opened_at) from shift where store_id = d.store_id) else s.store_id <> d.store_id end`,
}
