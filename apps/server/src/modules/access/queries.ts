/** Reads that join other rooms' tables. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { APPROVER_ROLES } from './abilities.ts'
import { actorOf, type HeldRole } from './actor.ts'
import { IDLE_HOURS } from './rules.ts'
import type { Proof } from './store.ts'

export interface Limits {
  /** 2000 bp = 20 % off. */
  discountBp: number
  /** Null: unlimited. */
  refundFen: number | null
}

/** What the actor may do alone in that store: the most generous of the roles held there; nothing without a role. */
export async function limitsOf(ctx: ReadCtx, storeId: string): Promise<Limits> {
  if (ctx.actor.id === null) return { discountBp: 10_000, refundFen: null }
  const { rows } = await sql<Limits>`
    select coalesce(max(l.discount_bp), 0) as "discountBp",
      case when bool_or(l.role is not null and l.refund_fen is null) then null else coalesce(max(l.refund_fen), 0) end as "refundFen"
    from role_grant g join role_limit l on l.role = g.role
    where g.staff_id = ${ctx.actor.id} and (g.store_id is null or g.store_id = ${storeId})`.execute(ctx.db)
  return rows[0] ?? { discountBp: 0, refundFen: 0 }
}

export interface Approver extends Limits {
  staffId: string
  code: string
  name: string
  /** The roles by which this person approves there; named where they are the brand's own. */
  roles: { role: string; name: string | null }[]
}

/** Who may approve in that store: people still with us who have a PIN, the most generous limits of their approving roles, by code. */
export async function findApprovers(ctx: ReadCtx, storeId: string, staffId: string | null = null): Promise<Approver[]> {
  const { rows } = await sql<Approver>`
    select s.id as "staffId", s.code, s.name, jsonb_agg(distinct jsonb_build_object('role', g.role, 'name', r.name)) as roles,
      max(l.discount_bp) as "discountBp", case when bool_or(l.refund_fen is null) then null else max(l.refund_fen) end as "refundFen"
    from role_grant g
      join role r on r.key = g.role
      join role_limit l on l.role = g.role
      join staff s on s.id = g.staff_id
      join account a on a.staff_id = s.id
    where (g.role = any(${APPROVER_ROLES}::text[]) or 'approve Ticket' = any(r.abilities)) and (g.store_id is null or g.store_id = ${storeId})
      and s.is_active and a.pin_hash is not null and (${staffId}::uuid is null or s.id = ${staffId}::uuid)
    group by s.id order by s.code`.execute(ctx.db)
  return rows
}

/** The people who may approve somebody else's act there: all approvers but oneself. */
export async function listApprovers(ctx: ReadCtx, storeId: string): Promise<Approver[]> {
  return (await findApprovers(ctx, storeId)).filter((approver) => approver.staffId !== ctx.actor.id)
}

/** People still with us who have a PIN and may do that in that store, by code. */
export async function staffWhoMay(
  ctx: ReadCtx,
  what: { storeId: string; action: string; subject: string },
): Promise<{ staffId: string; code: string; name: string }[]> {
  const { rows } = await sql<{ staffId: string; code: string; name: string; grants: HeldRole[] }>`
    select s.id as "staffId", s.code, s.name, jsonb_agg(jsonb_build_object('role', g.role, 'storeId', g.store_id, 'abilities', r.abilities)) as grants
    from staff s join account a on a.staff_id = s.id join role_grant g on g.staff_id = s.id join role r on r.key = g.role
    where s.is_active and a.pin_hash is not null and (g.store_id is null or g.store_id = ${what.storeId})
    group by s.id order by s.code`.execute(ctx.db)
  return rows
    .filter((r) => actorOf({ id: r.staffId, sessionId: r.staffId, grants: r.grants }).can(what.action, what.subject, what.storeId))
    .map(({ grants: _, ...person }) => person)
}

export interface SessionInfo {
  id: string
  staffId: string
  device: string
  ip: string
  factor: Proof
  till: { name: string; storeName: string } | null
  createdAt: Temporal.Instant
  lastSeenAt: Temporal.Instant
  expiresAt: Temporal.Instant
}

/** A person's sessions that were not ended, newest first, with the shared till each stands at. */
export async function findSessions(
  ctx: ReadCtx,
  filter: { staffId: string; beforeId: string | null; limit: number },
): Promise<SessionInfo[]> {
  const { rows } = await sql<SessionInfo>`
    select s.id, s.staff_id as "staffId", s.device, s.ip, s.factor, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      s.expires_at as "expiresAt", case when d.id is not null then jsonb_build_object('name', d.name, 'storeName', store.name) end as till
    from session s left join shared_device d on d.id = s.device_id left join store on store.id = d.store_id
    where s.staff_id = ${filter.staffId} and s.revoked_at is null and s.expires_at > ${ctx.now}
      and s.last_seen_at > ${ctx.now.subtract({ hours: IDLE_HOURS })} and (${filter.beforeId}::uuid is null or s.id < ${filter.beforeId}::uuid)
    order by s.id desc limit ${filter.limit}`.execute(ctx.db)
  return rows
}
