/** SQL and locks on the tables of shifts. Locks in this order: till, shift. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { businessDay } from '../../platform/time.ts'
import { TillUnknown } from './errors.ts'
import type { Pieces, ShiftSettings } from './rules.ts'

/** Where a document is made: a till of a store, or the store's first one. */
export interface TillAt {
  storeId: string
  tillId: string | null
}

/** The shift open at a till, held against closing until the transaction ends; others may hold it too. */
export async function holdOpenShift(ctx: WriteCtx, at: TillAt): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from shift where closed_at is null and store_id = ${at.storeId} and till_id = coalesce(${at.tillId}::uuid,
      (select till.id from till where till.store_id = ${at.storeId} and till.is_active order by till.ordinal limit 1))
    for key share`.execute(ctx.db)
  return rows[0]?.id ?? null
}

/** That very shift, held against closing; false when it was closed. */
export async function holdShift(ctx: WriteCtx, shiftId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from shift where id = ${shiftId} and closed_at is null for key share`.execute(ctx.db)
  return rows.length > 0
}

export interface LockedShift {
  id: string
  tillId: string
  storeId: string
  openedAt: Temporal.Instant
  isClosed: boolean
}

/** Locks a shift for closing: waits until every document that holds it is written. Its till is locked before. */
export async function lockShift(ctx: WriteCtx, shiftId: string): Promise<LockedShift | null> {
  const row = await ctx.db
    .selectFrom('shift')
    .select(['id', 'till_id', 'store_id', 'opened_at', 'closed_at'])
    .where('id', '=', shiftId)
    .forUpdate()
    .executeTakeFirst()
  return row ? { id: row.id, tillId: row.till_id, storeId: row.store_id, openedAt: row.opened_at, isClosed: row.closed_at !== null } : null
}

export interface LockedTill {
  id: string
  storeId: string
  storeCode: string
  ordinal: number
  isActive: boolean
  /** The business day it is there now, by clock and cut-off. */
  today: string
}

/** Makes the first till of a store that has none yet. */
export async function ensureTill(ctx: WriteCtx, storeId: string): Promise<void> {
  await sql`
    insert into till (id, store_id, ordinal, created_at) select ${newId()}::uuid, id, 1, ${ctx.now}::timestamptz from store
    where id = ${storeId} and not exists (select from till where store_id = ${storeId})
    on conflict (store_id, ordinal) do nothing`.execute(ctx.db)
}

/** Locks a till; nobody opens or closes a shift at it until the transaction ends. @throws TillUnknown */
export async function lockTill(ctx: WriteCtx, at: TillAt): Promise<LockedTill> {
  if (at.tillId === null) await ensureTill(ctx, at.storeId)
  const { rows } = await sql<{
    id: string
    store_id: string
    code: string
    ordinal: number
    is_active: boolean
    zone: string
    cutoff_hour: number
  }>`
    select till.id, till.store_id, store.code, till.ordinal, till.is_active, store.zone, store.cutoff_hour from till join store on store.id = till.store_id
    where till.store_id = ${at.storeId} and (till.id = ${at.tillId}::uuid or (${at.tillId}::uuid is null and till.is_active))
    order by till.ordinal limit 1 for update of till`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new TillUnknown({ tillId: at.tillId })
  return {
    id: row.id,
    storeId: row.store_id,
    storeCode: row.code,
    ordinal: row.ordinal,
    isActive: row.is_active,
    today: businessDay(ctx.now, row.zone, row.cutoff_hour),
  }
}

/** Locks every till of a store, first to last. */
export async function lockTills(ctx: WriteCtx, storeId: string): Promise<void> {
  await sql`select 1 from till where store_id = ${storeId} order by id for update`.execute(ctx.db)
}

export interface NewShift {
  tillId: string
  today: string
  openedBy: string | null
  byItself: boolean
  /** For the first shift of a till; every later one begins with what the last closing left. */
  firstFloatFen: number
}

/** Opens a shift at a till that is locked and has none open. A day that was closed takes no more shifts: the next one does. */
export async function insertShift(ctx: WriteCtx, shift: NewShift): Promise<{ id: string; number: number; openingFloatFen: number }> {
  const { rows } = await sql<{ id: string; number: number; openingFloatFen: number }>`
    insert into shift (id, till_id, store_id, number, business_day, opened_at, opened_by, opened_by_itself, opening_float_fen)
    select ${newId()}::uuid, till.id, till.store_id, coalesce(last.number, 0) + 1, greatest(${shift.today}::date, closed.day + 1), ${ctx.now}::timestamptz,
      ${shift.openedBy}::uuid, ${shift.byItself}, coalesce(last.closing_float_fen, ${shift.firstFloatFen}::bigint)
    from till
    left join lateral (select number, closing_float_fen from shift where till_id = till.id order by number desc limit 1) last on true
    cross join lateral (select max(business_day) as day from shift_report where store_id = till.store_id and kind = 'day') closed
    where till.id = ${shift.tillId}
    returning id, number, opening_float_fen as "openingFloatFen"`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  return row
}

/** What the last closing left in a till's drawer; null before its first one. */
export async function lastFloatFen(ctx: ReadCtx, tillId: string): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('shift')
    .select('closing_float_fen')
    .where('till_id', '=', tillId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.closing_float_fen ?? null
}

export interface Closing {
  shiftId: string
  expectedFen: number
  countedFen: number
  reason: string
  approvalId: string | null
  takenFen: number
  takenTo: 'safe' | 'bank' | null
  receivedBy: string | null
}

/** Writes the closing of a shift that is locked and open. */
export async function closeShiftRow(ctx: WriteCtx, closing: Closing): Promise<void> {
  await ctx.db
    .updateTable('shift')
    .set({
      closed_at: ctx.now,
      closed_by: ctx.actor.id,
      received_by: closing.receivedBy,
      expected_fen: closing.expectedFen,
      counted_fen: closing.countedFen,
      variance_fen: closing.countedFen - closing.expectedFen,
      variance_reason: closing.reason,
      approval_id: closing.approvalId,
      taken_fen: closing.takenFen,
      taken_to: closing.takenTo,
      closing_float_fen: closing.countedFen - closing.takenFen,
    })
    .where('id', '=', closing.shiftId)
    .execute()
}

export interface NewCount {
  shiftId: string
  pieces: readonly Pieces[]
  countedFen: number
  expectedFen: number
}

export async function insertCount(ctx: WriteCtx, count: NewCount): Promise<string> {
  const id = newId()
  await ctx.db
    .insertInto('drawer_count')
    .values({
      id,
      shift_id: count.shiftId,
      pieces: JSON.stringify(count.pieces),
      counted_fen: count.countedFen,
      expected_fen: count.expectedFen,
      counted_by: ctx.actor.id,
      counted_at: ctx.now,
    })
    .execute()
  return id
}

export interface NewReport {
  kind: 'shift' | 'day'
  number: string
  storeId: string
  shiftId: string | null
  businessDay: string
  document: unknown
  hash: string
}

/** Keeps a report as it is now; it is never changed. */
export async function insertReport(ctx: WriteCtx, report: NewReport): Promise<string> {
  const id = newId()
  await ctx.db
    .insertInto('shift_report')
    .values({
      id,
      kind: report.kind,
      number: report.number,
      store_id: report.storeId,
      shift_id: report.shiftId,
      business_day: report.businessDay,
      document: JSON.stringify(report.document),
      hash: report.hash,
      made_by: ctx.actor.id,
      made_at: ctx.now,
    })
    .execute()
  return id
}

export async function findShiftSettings(ctx: ReadCtx): Promise<ShiftSettings> {
  const row = await ctx.db.selectFrom('shift_setting').selectAll().executeTakeFirstOrThrow()
  return {
    isCountBlind: row.is_count_blind,
    reasonAboveFen: row.reason_above_fen,
    approvalAboveFen: row.approval_above_fen,
    version: row.version,
  }
}

/** @throws VersionStale */
export async function updateShiftSettings(ctx: WriteCtx, settings: ShiftSettings, version: number): Promise<void> {
  const row = await ctx.db
    .updateTable('shift_setting')
    .set({
      is_count_blind: settings.isCountBlind,
      reason_above_fen: settings.reasonAboveFen,
      approval_above_fen: settings.approvalAboveFen,
      version: version + 1,
    })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (!row) throw new VersionStale()
}
