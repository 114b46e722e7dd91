/** Who is signed in, as the console needs it. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotSignedIn } from '../../platform/errors.ts'
import { listStores, readSettings } from '../settings/index.ts'
import { abilitiesOf } from './actor.ts'
import { findGrants } from './store.ts'

/** @throws NotSignedIn when nobody is signed in */
export async function readMe(ctx: ReadCtx) {
  const staffId = ctx.actor.id
  const { rows } = await sql<{ id: string; code: string; name: string; position: string }>`
    select id, code, name, position from staff where id = ${staffId}::uuid`.execute(ctx.db)
  const staff = rows[0]
  if (staffId === null || !staff) throw new NotSignedIn()
  const roles = (await findGrants(ctx, [staffId])).get(staffId) ?? []
  const settings = await readSettings(ctx)
  const held = new Set(roles.map((grant) => grant.role))
  const limits = settings.roleLimits.filter((limit) => held.has(limit.role)).map((limit) => limit.discountBp)
  const stores = (await listStores(ctx)).filter((store) => store.isActive)
  const { slug, name, trade, isDemo } = ctx.brand
  return {
    staff,
    brand: { slug, name, trade, isDemo },
    roles: roles.map(({ role, name: roleName, storeId }) => ({ role, name: roleName, storeId })),
    stores: stores.map((s) => ({ id: s.id, code: s.code, name: s.name, zone: s.zone, cutoffHour: s.cutoffHour, rounding: s.rounding })),
    abilities: abilitiesOf(ctx.actor),
    /** The most generous of the roles held anywhere; a quote says what holds in its store. */
    discountLimitBp: Math.max(0, ...limits),
    settings: { spendOrder: settings.spendOrder },
    ...(await placeOfSession(ctx, settings.idleLockMinutes)),
  }
}

/** What the session itself holds: whether a second factor is missing, and the shared till it stands at. */
async function placeOfSession(ctx: ReadCtx, idleLockMinutes: number) {
  const { rows } = await sql<{ needsFactor: boolean; id: string | null; name: string; storeId: string }>`
    select s.needs_factor as "needsFactor", d.id, d.name, d.store_id as "storeId"
    from session s left join shared_device d on d.id = s.device_id where s.id = ${ctx.actor.sessionId}::uuid`.execute(ctx.db)
  const found = rows[0]
  const till = found?.id ? { id: found.id, name: found.name, storeId: found.storeId, idleLockMinutes } : null
  return { needsFactor: found?.needsFactor ?? false, till }
}
