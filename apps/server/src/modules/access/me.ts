/** Who is signed in, as the console needs it. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotSignedIn } from '../../platform/errors.ts'
import { listStores, readSettings } from '../settings/index.ts'
import { abilitiesOf, type Grant } from './actor.ts'
import { findGrants } from './store.ts'

/** @throws NotSignedIn when nobody is signed in */
export async function readMe(ctx: ReadCtx) {
  const staffId = ctx.actor.id
  const { rows } = await sql<{ id: string; code: string; name: string; position: string }>`
    select id, code, name, position from staff where id = ${staffId}::uuid`.execute(ctx.db)
  const staff = rows[0]
  if (staffId === null || !staff) throw new NotSignedIn()
  const roles: Grant[] = (await findGrants(ctx, [staffId])).get(staffId) ?? []
  const settings = await readSettings(ctx)
  const held = new Set(roles.map((grant) => grant.role))
  const limits = settings.roleLimits.filter((limit) => held.has(limit.role)).map((limit) => limit.discountBp)
  const stores = (await listStores(ctx)).filter((store) => store.isActive)
  const { slug, name, trade, isDemo } = ctx.brand
  return {
    staff,
    brand: { slug, name, trade, isDemo },
    roles,
    stores: stores.map((s) => ({ id: s.id, code: s.code, name: s.name, zone: s.zone, rounding: s.rounding })),
    abilities: abilitiesOf(ctx.actor),
    /** The most generous of the roles held anywhere; a quote says what holds in its store. */
    discountLimitBp: Math.max(0, ...limits),
    settings: { spendOrder: settings.spendOrder },
  }
}
