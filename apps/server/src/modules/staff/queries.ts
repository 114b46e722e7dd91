/** Reads that join the accounts and roles of the access room. */
import { sql } from 'kysely'
import { inScope, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import type { HeldRole } from '../access/index.ts'
import { LastOwner } from './errors.ts'
import type { Performer, Staff } from './rules.ts'

type StaffRole = Omit<Required<HeldRole>, 'abilities'>

/** A person as the list shows one; `account` is null without one, and to those who do not manage this person's store. */
export interface StaffEntry extends Staff {
  account: { signInName: string; hasPin: boolean; roles: StaffRole[] } | null
}

interface Row extends Staff {
  signInName: string | null
  hasPin: boolean
  roles: StaffRole[]
}

/**
 * People by code. They work in a store when it is their home or they hold a role there or everywhere.
 * @param filter.storeId only those who work there; undefined for all stores in the actor's sight
 */
export async function listStaff(
  ctx: ReadCtx,
  filter: { storeId?: string | undefined; afterCode?: string | null; limit: number },
): Promise<StaffEntry[]> {
  if (filter.storeId !== undefined && !inScope(ctx.actor, filter.storeId)) throw new NotFound()
  const stores = filter.storeId === undefined ? (ctx.actor.scopes === 'all' ? null : ctx.actor.scopes) : [filter.storeId]
  const { rows } = await sql<Row>`
    select s.id, s.code, s.name, s.position, s.home_store_id as "homeStoreId", s.is_active as "isActive", s.version,
      a.sign_in_name as "signInName", a.pin_hash is not null as "hasPin",
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'name', r.name, 'storeId', g.store_id) order by g.id)
        from role_grant g join role r on r.key = g.role where g.staff_id = s.id), '[]') as roles
    from staff s left join account a on a.staff_id = s.id
    where (${stores}::uuid[] is null or s.home_store_id = any(${stores}::uuid[])
        or exists (select 1 from role_grant g where g.staff_id = s.id and (g.store_id is null or g.store_id = any(${stores}::uuid[]))))
      and (${filter.afterCode ?? null}::text is null or s.code > ${filter.afterCode ?? null}::text)
    order by s.code limit ${filter.limit}`.execute(ctx.db)
  return rows.map(({ signInName, hasPin, roles, ...staff }) => ({
    ...staff,
    account: signInName !== null && ctx.actor.can('manage', 'Staff', staff.homeStoreId) ? { signInName, hasPin, roles } : null,
  }))
}

/** People still with us who may be named on a line of that store's tickets, by code: its own, and who holds a role there. */
export async function listPerformers(ctx: ReadCtx, storeId: string): Promise<Performer[]> {
  if (!inScope(ctx.actor, storeId)) throw new NotFound()
  const { rows } = await sql<Performer>`
    select s.id, s.code, s.name, s.position from staff s
    where s.is_active and (s.home_store_id = ${storeId}
      or exists (select 1 from role_grant g where g.staff_id = s.id and (g.store_id is null or g.store_id = ${storeId})))
    order by s.code`.execute(ctx.db)
  return rows
}

/**
 * Refuses a change that leaves no owner who can sign in. Called after the change, in its transaction; two such changes wait for each other
 * on the brand's setting row, which every brand has.
 * @throws LastOwner
 */
export async function requireOwner(ctx: WriteCtx): Promise<void> {
  await sql`select 1 from brand_setting for update`.execute(ctx.db)
  const { rows } = await sql`
    select 1 from role_grant g join staff s on s.id = g.staff_id join account a on a.staff_id = s.id
    where g.role = 'owner' and s.is_active limit 1`.execute(ctx.db)
  if (rows.length === 0) throw new LastOwner()
}
