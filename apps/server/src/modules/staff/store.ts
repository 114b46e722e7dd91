/** SQL on the table `staff`. */
import { type Selectable, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { VersionStale } from '../../platform/errors.ts'
import type { Staff as StaffTable } from '../../platform/schema.gen.ts'
import { StaffCodeTaken } from './errors.ts'
import type { Position, Staff } from './rules.ts'

function toStaff(row: Selectable<StaffTable>): Staff {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    position: row.position as Position,
    homeStoreId: row.home_store_id,
    isActive: row.is_active,
    version: row.version,
  }
}

function orCodeTaken(code: string) {
  return (error: unknown): never => {
    throw violatedConstraint(error) === 'staff_code_key' ? new StaffCodeTaken({ code }) : error
  }
}

export async function findStaff(ctx: ReadCtx, staffId: string): Promise<Staff | null> {
  const row = await ctx.db.selectFrom('staff').selectAll().where('id', '=', staffId).executeTakeFirst()
  return row ? toStaff(row) : null
}

/** The next free number as a code: 001, 002 … */
export async function nextCode(ctx: WriteCtx): Promise<string> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(code::int), 0) + 1 as next from staff where code ~ '^[0-9]{1,8}$'`.execute(ctx.db)
  return String(rows[0]?.next ?? 1).padStart(3, '0')
}

/** @throws StaffCodeTaken */
export async function insertStaff(ctx: WriteCtx, staff: Omit<Staff, 'isActive' | 'version'>): Promise<Staff> {
  const row = await ctx.db
    .insertInto('staff')
    .values({
      id: staff.id,
      code: staff.code,
      name: staff.name,
      position: staff.position,
      home_store_id: staff.homeStoreId,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(orCodeTaken(staff.code))
  return toStaff(row)
}

/** @throws VersionStale when the person's row is no longer at `version`; StaffCodeTaken */
export async function updateStaff(ctx: WriteCtx, staff: Staff, version: number): Promise<Staff> {
  const row = await ctx.db
    .updateTable('staff')
    .set({
      code: staff.code,
      name: staff.name,
      position: staff.position,
      home_store_id: staff.homeStoreId,
      is_active: staff.isActive,
      version: version + 1,
    })
    .where('id', '=', staff.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
    .catch(orCodeTaken(staff.code))
  if (!row) throw new VersionStale()
  return toStaff(row)
}
