/** Reads that join other rooms' tables. */
import { sql } from 'kysely'
import { authorize, inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { type Pieces, shiftLabel } from './rules.ts'

/** The store of a till in the actor's sight. */
export async function findTillStore(ctx: ReadCtx, tillId: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('till').select('store_id').where('id', '=', tillId).executeTakeFirst()
  return row && inScope(ctx.actor, row.store_id) ? row.store_id : null
}

/** The store of a shift in the actor's sight. */
export async function findShiftStore(ctx: ReadCtx, shiftId: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('shift').select('store_id').where('id', '=', shiftId).executeTakeFirst()
  return row && inScope(ctx.actor, row.store_id) ? row.store_id : null
}

interface TillRow {
  id: string
  store_id: string
  ordinal: number
  name: string
  is_active: boolean
  version: number
  shift: {
    id: string
    number: number
    businessDay: string
    openedAtMs: number
    openedByName: string | null
    openedByItself: boolean
  } | null
  float_fen: number | null
}

/** The tills of a store, each with the shift open at it and what its next shift begins with. */
export async function listTills(ctx: ReadCtx, storeId: string) {
  const { rows } = await sql<TillRow>`
    select till.id, till.store_id, till.ordinal, till.name, till.is_active, till.version,
      (select jsonb_build_object('id', s.id, 'number', s.number, 'businessDay', s.business_day, 'openedAtMs', floor(extract(epoch from s.opened_at) * 1000),
          'openedByName', staff.name, 'openedByItself', s.opened_by_itself)
       from shift s left join staff on staff.id = s.opened_by where s.till_id = till.id and s.closed_at is null) as shift,
      (select closing_float_fen from shift where till_id = till.id order by number desc limit 1) as float_fen
    from till where till.store_id = ${storeId} order by till.ordinal`.execute(ctx.db)
  return rows.map((r) => ({
    id: r.id,
    storeId: r.store_id,
    ordinal: r.ordinal,
    name: r.name,
    isActive: r.is_active,
    version: r.version,
    /** Null before the first closing, and while a shift is open. */
    nextFloatFen: r.float_fen,
    openShift:
      r.shift === null
        ? null
        : {
            id: r.shift.id,
            number: r.shift.number,
            businessDay: r.shift.businessDay,
            openedAt: Temporal.Instant.fromEpochMilliseconds(r.shift.openedAtMs).toString(),
            openedByName: r.shift.openedByName,
            openedByItself: r.shift.openedByItself,
          },
  }))
}

interface ShiftRow {
  id: string
  till_id: string
  till_ordinal: number
  till_name: string
  store_id: string
  store_code: string
  number: number
  business_day: string
  opened_at: Temporal.Instant
  opened_by: string | null
  opened_by_name: string | null
  opened_by_itself: boolean
  opening_float_fen: number
  closed_at: Temporal.Instant | null
  closed_by_name: string | null
  received_by_name: string | null
  approved_by_name: string | null
  expected_fen: number | null
  counted_fen: number | null
  variance_fen: number | null
  variance_reason: string
  taken_fen: number | null
  taken_to: string | null
  closing_float_fen: number | null
  report_id: string | null
}

const SHIFT = sql`
  s.id, s.till_id, till.ordinal as till_ordinal, till.name as till_name, s.store_id, store.code as store_code, s.number, s.business_day,
  s.opened_at, s.opened_by, opener.name as opened_by_name, s.opened_by_itself, s.opening_float_fen, s.closed_at, closer.name as closed_by_name,
  receiver.name as received_by_name, approver.name as approved_by_name, s.expected_fen, s.counted_fen, s.variance_fen, s.variance_reason,
  s.taken_fen, s.taken_to, s.closing_float_fen, report.id as report_id
  from shift s join till on till.id = s.till_id join store on store.id = s.store_id
  left join staff opener on opener.id = s.opened_by left join staff closer on closer.id = s.closed_by
  left join staff receiver on receiver.id = s.received_by
  left join approval on approval.id = s.approval_id left join staff approver on approver.id = approval.approver_id
  left join shift_report report on report.shift_id = s.id`

/** A shift as it is shown; figures are null while it is open. */
function toShift(r: ShiftRow) {
  return {
    id: r.id,
    label: shiftLabel(r.store_code, r.till_ordinal, r.number),
    tillId: r.till_id,
    tillOrdinal: r.till_ordinal,
    tillName: r.till_name,
    storeId: r.store_id,
    number: r.number,
    businessDay: r.business_day,
    openedAt: r.opened_at.toString(),
    openedById: r.opened_by,
    openedByName: r.opened_by_name,
    openedByItself: r.opened_by_itself,
    openingFloatFen: r.opening_float_fen,
    closedAt: r.closed_at?.toString() ?? null,
    closedByName: r.closed_by_name,
    receivedByName: r.received_by_name,
    approvedByName: r.approved_by_name,
    expectedFen: r.expected_fen,
    countedFen: r.counted_fen,
    varianceFen: r.variance_fen,
    varianceReason: r.variance_reason,
    takenFen: r.taken_fen,
    takenTo: r.taken_to,
    closingFloatFen: r.closing_float_fen,
    reportId: r.report_id,
  }
}
export type ShiftView = ReturnType<typeof toShift>

interface ShiftQuery {
  storeId: string
  tillId?: string | undefined
  state?: 'open' | 'closed' | undefined
  day?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Shifts of a store, newest first. */
export async function listShifts(ctx: ReadCtx, query: ShiftQuery) {
  const cursor = decodeCursor(query.cursor, 2)
  const { rows } = await sql<ShiftRow>`
    select ${SHIFT}
    where s.store_id = ${query.storeId} and (${query.tillId ?? null}::uuid is null or s.till_id = ${query.tillId ?? null}::uuid)
      and (${query.state ?? null}::text is null or (s.closed_at is null) = (${query.state ?? null} = 'open'))
      and (${query.day ?? null}::date is null or s.business_day = ${query.day ?? null}::date)
      and (${cursor?.[0] ?? null}::timestamptz is null or (s.opened_at, s.id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::uuid))
    order by s.opened_at desc, s.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(rows, query.limit, toShift, (r) => [r.opened_at.toString(), r.id])
}

/** Some shifts, by store's till and number. */
export async function findShifts(ctx: ReadCtx, shiftIds: readonly string[]): Promise<ShiftView[]> {
  const { rows } = await sql<ShiftRow>`
    select ${SHIFT} where s.id = any(${shiftIds}::uuid[]) order by till.ordinal, s.number`.execute(ctx.db)
  return rows.map(toShift)
}

/** The shifts of a store's business day, by till and number. */
export async function shiftsOfDay(ctx: ReadCtx, storeId: string, day: string): Promise<ShiftView[]> {
  const { rows } = await sql<ShiftRow>`
    select ${SHIFT} where s.store_id = ${storeId} and s.business_day = ${day}::date order by till.ordinal, s.number`.execute(ctx.db)
  return rows.map(toShift)
}

/** The shifts that some reports speak of, by store, till and number. */
export async function shiftsOfReports(ctx: ReadCtx, reportIds: readonly string[]): Promise<ShiftView[]> {
  const { rows } = await sql<ShiftRow>`
    select ${SHIFT} where exists (select from shift_report x where x.id = any(${reportIds}::uuid[])
      and (x.shift_id = s.id or (x.kind = 'day' and x.store_id = s.store_id and x.business_day = s.business_day)))
    order by s.store_id, till.ordinal, s.number`.execute(ctx.db)
  return rows.map(toShift)
}

export interface MovementView {
  id: string
  shiftId: string
  amountFen: number
  code: string
  note: string
  movedByName: string | null
  movedAt: string
}

/** Cash put into and taken out of some drawers, in the order in which it was. */
export async function cashMovements(ctx: ReadCtx, shiftIds: readonly string[]): Promise<MovementView[]> {
  const { rows } = await sql<Omit<MovementView, 'movedAt'> & { moved_at: Temporal.Instant }>`
    select m.id, m.shift_id as "shiftId", m.amount_fen as "amountFen", m.code, m.note, staff.name as "movedByName", m.moved_at
    from cash_movement m left join staff on staff.id = m.moved_by where m.shift_id = any(${shiftIds}::uuid[]) order by m.moved_at, m.id`.execute(
    ctx.db,
  )
  return rows.map(({ moved_at, ...m }) => ({ ...m, movedAt: moved_at.toString() }))
}

export interface CountView {
  id: string
  shiftId: string
  pieces: Pieces[]
  countedFen: number
  expectedFen: number
  countedByName: string | null
  countedAt: string
}

/** Counts of some drawers, first to last. */
export async function drawerCounts(ctx: ReadCtx, shiftIds: readonly string[]): Promise<CountView[]> {
  const { rows } = await sql<Omit<CountView, 'countedAt'> & { counted_at: Temporal.Instant }>`
    select c.id, c.shift_id as "shiftId", c.pieces, c.counted_fen as "countedFen", c.expected_fen as "expectedFen", staff.name as "countedByName", c.counted_at
    from drawer_count c left join staff on staff.id = c.counted_by where c.shift_id = any(${shiftIds}::uuid[]) order by c.counted_at, c.id`.execute(
    ctx.db,
  )
  return rows.map(({ counted_at, ...c }) => ({ ...c, countedAt: counted_at.toString() }))
}

/** One shift with its cash and its counts. @throws NotFound also out of the actor's sight */
export async function readShift(ctx: ReadCtx, shiftId: string) {
  const [shift] = await findShifts(ctx, [shiftId])
  if (!shift) throw new NotFound()
  authorize(ctx, 'read', 'Shift', shift.storeId)
  return { shift, movements: await cashMovements(ctx, [shiftId]), counts: await drawerCounts(ctx, [shiftId]) }
}
