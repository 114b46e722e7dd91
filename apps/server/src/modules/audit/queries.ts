/** The trail as a person reads it: joins people, stores and what entries are about. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'

export interface TrailFilter {
  /** `system`: what nobody did but the server itself. */
  actorId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  storeId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  beforeSeq: number | null
  limit: number
}

export interface TrailEntry {
  seq: number
  at: Temporal.Instant
  actor: { id: string; name: string | null } | null
  store: { id: string; name: string } | null
  action: string
  subjectKind: string
  subjectId: string | null
  /** A number or name to call the subject by; never a member's name. */
  subjectLabel: string | null
  detail: Record<string, unknown>
  isSealed: boolean
}

/** Entries, newest first, of the stores in the actor's sight; what belongs to no store is for who works in all. */
export async function findEntries(ctx: ReadCtx, filter: TrailFilter): Promise<TrailEntry[]> {
  const { rows } = await sql<TrailEntry>`
    with page as materialized (
      select * from audit_entry e where ${sql.join(conditionsOf(ctx, filter), sql` and `)}
      order by e.seq desc limit ${filter.limit}
    )
    select e.seq, e.at, e.action, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.detail,
      case when e.actor_id is not null then jsonb_build_object('id', e.actor_id, 'name', p.name) end as actor,
      case when st.id is not null then jsonb_build_object('id', st.id, 'name', st.name) end as store,
      coalesce(t.number, r.number, m.number, sp.name, ss.name, i.name, ro.name) as "subjectLabel",
      e.xid < coalesce((select max(until_xid) from audit_seal), 0) as "isSealed"
    from page e
      left join staff p on p.id = e.actor_id
      left join store st on st.id = e.store_id
      left join ticket t on e.subject_kind = 'Ticket' and t.id = e.subject_id
      left join refund r on e.subject_kind = 'Refund' and r.id = e.subject_id
      left join member m on e.subject_kind = 'Member' and m.id = e.subject_id
      left join staff sp on e.subject_kind = 'Staff' and sp.id = e.subject_id
      left join store ss on e.subject_kind = 'Store' and ss.id = e.subject_id
      left join item i on e.subject_kind = 'Item' and i.id = e.subject_id
      left join role ro on e.subject_kind = 'Role' and ro.key = e.subject_id::text
    order by e.seq desc`.execute(ctx.db)
  return rows
}

/**
 * What is not asked for does not stand in the statement: a plan that is kept for every filter at once could walk no index but that of the
 * whole trail.
 */
function conditionsOf(ctx: ReadCtx, filter: TrailFilter): RawBuilder<unknown>[] {
  const { scopes } = ctx.actor
  const when = (isAsked: boolean, condition: RawBuilder<unknown>) => (isAsked ? [condition] : [])
  const { actorId, action, subjectKind, subjectId, storeId, from, to, beforeSeq } = filter
  return [
    sql`true`,
    ...when(beforeSeq !== null, sql`e.seq < ${beforeSeq}::bigint`),
    ...when(scopes !== 'all', sql`e.store_id = any(${scopes === 'all' ? [] : scopes}::uuid[])`),
    ...when(actorId === 'system', sql`e.actor_id is null`),
    ...when(actorId !== undefined && actorId !== 'system', sql`e.actor_id = ${actorId}::uuid`),
    ...when(action !== undefined, sql`e.action = ${action}::text`),
    ...when(subjectKind !== undefined, sql`e.subject_kind = ${subjectKind}::text`),
    ...when(subjectId !== undefined, sql`e.subject_id = ${subjectId}::uuid`),
    ...when(storeId !== undefined, sql`e.store_id = ${storeId}::uuid`),
    ...when(from !== undefined, sql`e.at >= ${from}::timestamptz`),
    ...when(to !== undefined, sql`e.at < ${to}::timestamptz`),
  ]
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What a person calls the things that a detail names by id. Members by their number: no name of one stands in the trail. */
const CALLED: readonly (readonly [table: string, by: string])[] = [
  ['staff', 'name'],
  ['store', 'name'],
  ['member', 'number'],
  ['ticket', 'number'],
  ['refund', 'number'],
  ['transfer', 'number'],
  ['member_card', 'number'],
  ['item', 'name'],
  ['level', 'name'],
  ['tag', 'name'],
  ['till', 'name'],
  ['printer', 'name'],
  ['assessment_template', 'name'],
]

/** Names and numbers of what the details of these entries name by id. */
export async function findNames(ctx: ReadCtx, entries: readonly TrailEntry[]): Promise<Record<string, string>> {
  const ids = [...new Set(entries.flatMap((entry) => JSON.stringify(entry.detail).match(UUID) ?? []))]
  if (ids.length === 0) return {}
  const called = CALLED.map(([table, by]) => sql`select id, ${sql.ref(by)} as name from ${sql.table(table)} where id = any(${ids}::uuid[])`)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from (
      ${sql.join(called, sql` union all `)}
      union all select key::uuid, name from role where key = any(${ids}::text[])
    ) x where name <> ''`.execute(ctx.db)
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}
