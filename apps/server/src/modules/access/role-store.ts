/** SQL on `role`: what a custom role may do, and what is asked of its holders. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { ROLES } from '../settings/index.ts'
import { RoleHeld, RoleNameTaken } from './errors.ts'

export interface RoleRow {
  key: string
  /** Null for a built-in role: it has words in every language. */
  name: string | null
  abilities: string[] | null
  requiresFactor: boolean
  version: number
}

const COLUMNS = sql`key, name, abilities, requires_factor as "requiresFactor", version`

/** The built-in roles in their order, then the brand's own by name. */
export async function findRoles(ctx: ReadCtx): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`select ${COLUMNS} from role order by array_position(${ROLES}::text[], key), name`.execute(ctx.db)
  return rows
}

/** The roles of these keys; one that does not exist is left out. */
export async function rolesByKey(ctx: ReadCtx, keys: readonly string[]): Promise<Map<string, RoleRow>> {
  const { rows } = await sql<RoleRow>`select ${COLUMNS} from role where key = any(${keys}::text[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.key, row]))
}

function orNameTaken(error: unknown): never {
  throw violatedConstraint(error) === 'role_name_key' ? new RoleNameTaken() : error
}

/** @throws RoleNameTaken */
export async function insertRole(
  ctx: WriteCtx,
  role: { name: string; abilities: readonly string[]; requiresFactor: boolean },
): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`
    insert into role (key, name, abilities, requires_factor, created_at)
    values (${newId()}, ${role.name}, ${role.abilities}::text[], ${role.requiresFactor}, ${ctx.now}) returning ${COLUMNS}`
    .execute(ctx.db)
    .catch(orNameTaken)
  return rows[0] as RoleRow
}

/** @throws VersionStale, RoleNameTaken */
export async function updateRole(ctx: WriteCtx, role: RoleRow, version: number): Promise<RoleRow> {
  const { rows } = await sql<RoleRow>`
    update role set name = ${role.name}, abilities = ${role.abilities}::text[], requires_factor = ${role.requiresFactor}, version = version + 1
    where key = ${role.key} and version = ${version} returning ${COLUMNS}`
    .execute(ctx.db)
    .catch(orNameTaken)
  if (!rows[0]) throw new VersionStale()
  return rows[0]
}

/** @throws RoleHeld while somebody holds it; VersionStale */
export async function deleteRole(ctx: WriteCtx, key: string, version: number): Promise<void> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('role')
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'role_grant_role_fkey' ? new RoleHeld() : error
    })
  if (Number(numDeletedRows) === 0) throw new VersionStale()
}

/** How many people still with us hold each role. */
export async function countHolders(ctx: ReadCtx): Promise<Map<string, number>> {
  const { rows } = await sql<{ role: string; count: number }>`
    select g.role, count(distinct g.staff_id)::int as count from role_grant g join staff s on s.id = g.staff_id
    where s.is_active group by g.role`.execute(ctx.db)
  return new Map(rows.map((row) => [row.role, row.count]))
}
