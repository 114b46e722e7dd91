/** SQL on `shared_device`, and on the sessions that stand at one. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import type { Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

export interface SharedDevice {
  id: string
  name: string
  storeId: string
  storeName: string
}

/** The shared till of that secret, unless it is one no more. */
export async function findDevice(db: Db, tokenHash: Buffer): Promise<SharedDevice | null> {
  const { rows } = await sql<SharedDevice>`
    select d.id, d.name, d.store_id as "storeId", s.name as "storeName"
    from shared_device d join store s on s.id = d.store_id
    where d.token_hash = ${tokenHash} and d.revoked_at is null and s.is_active`.execute(db)
  return rows[0] ?? null
}

/** Makes the device of the session that asks a shared till; the session belongs to it from now on. */
export async function insertDevice(ctx: WriteCtx, device: { tokenHash: Buffer; storeId: string; name: string }): Promise<string> {
  const id = newId()
  const { id: staffId, sessionId } = ctx.actor
  if (staffId === null || sessionId === null) throw new TypeError('a till is shared by the person who stands at it')
  await ctx.db
    .insertInto('shared_device')
    .values({
      id,
      token_hash: device.tokenHash,
      store_id: device.storeId,
      name: device.name,
      created_by: staffId,
      created_at: ctx.now,
    })
    .execute()
  await ctx.db.updateTable('session').set({ device_id: id, last_seen_at: ctx.now }).where('id', '=', sessionId).execute()
  return id
}

/** Makes it an ordinary device again. Returns its store, or null when it was none, or out of the given stores. */
export async function revokeDevice(ctx: WriteCtx, id: string, storeIds: readonly string[] | null): Promise<string | null> {
  const row = await ctx.db
    .updateTable('shared_device')
    .set({ revoked_at: ctx.now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .$if(storeIds !== null, (q) => q.where(sql<boolean>`store_id = any(${storeIds}::uuid[])`))
    .returning('store_id')
    .executeTakeFirst()
  return row?.store_id ?? null
}

/** Ends what is open at a shared till. */
export async function endDeviceSessions(ctx: WriteCtx, deviceId: string): Promise<void> {
  await ctx.db
    .updateTable('session')
    .set({ revoked_at: ctx.now })
    .where('device_id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Locks one session until a PIN is typed. False when it stands at no shared till. */
export async function lockSession(ctx: WriteCtx, sessionId: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('session')
    .set({ locked_at: ctx.now })
    .where('id', '=', sessionId)
    .where('device_id', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

export interface SharedDeviceInfo extends SharedDevice {
  createdAt: Temporal.Instant
  lastSeenAt: Temporal.Instant | null
  /** Who stands there now. */
  staffName: string | null
}

/** The shared tills of these stores (null: all), by store and name. */
export async function listDevices(ctx: ReadCtx, storeIds: readonly string[] | null): Promise<SharedDeviceInfo[]> {
  const { rows } = await sql<SharedDeviceInfo>`
    select d.id, d.name, d.store_id as "storeId", s.name as "storeName", d.created_at as "createdAt",
      seen.last_seen_at as "lastSeenAt", case when seen.revoked_at is null then seen.name end as "staffName"
    from shared_device d join store s on s.id = d.store_id
      left join lateral (select x.last_seen_at, x.revoked_at, p.name from session x join staff p on p.id = x.staff_id
        where x.device_id = d.id order by x.id desc limit 1) seen on true
    where d.revoked_at is null and (${storeIds}::uuid[] is null or d.store_id = any(${storeIds}::uuid[]))
    order by s.code, d.name, d.id`.execute(ctx.db)
  return rows
}

export interface SharedPerson {
  staffId: string
  code: string
  name: string
  position: string
  hasPin: boolean
}

/** Who may change places at a till of that store: people with us who have an account and a role there. */
export async function findSharedPeople(db: Db, storeId: string, staffId: string | null = null): Promise<SharedPerson[]> {
  const { rows } = await sql<SharedPerson>`
    select s.id as "staffId", s.code, s.name, s.position, a.pin_hash is not null as "hasPin"
    from staff s join account a on a.staff_id = s.id
    where s.is_active and (${staffId}::uuid is null or s.id = ${staffId}::uuid)
      and exists (select 1 from role_grant g where g.staff_id = s.id and (g.store_id is null or g.store_id = ${storeId}))
    order by (s.home_store_id = ${storeId}) desc, s.code`.execute(db)
  return rows
}
