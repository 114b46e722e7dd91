import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { MORNING, useDatabase } from '../../test/harness.ts'
import { verifyReceivables } from '../modules/receivables/index.ts'
import { verifySales } from '../modules/sales/index.ts'
import { verifyChains, verifyLots } from '../modules/wallet/index.ts'
import { BrandRegistry } from '../platform/brands.ts'
import { system } from '../platform/ctx.ts'
import { type Runtime, readCtx } from '../platform/runtime.ts'
import { verifyShifts } from '../workflows/close-shift/index.ts'
import { ensureDemo } from './generate.ts'

const SMALL = { members: 12, days: 45 }
const quiet = (): void => undefined

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

interface Totals {
  tickets: number
  totalFen: string
  members: number
}

function totalsOf(ownerUrl: string): Promise<Totals> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<Totals>(`
      select (select count(*)::int from brand_demo.ticket where number is not null) as tickets,
        (select coalesce(sum(total_fen), 0)::text from brand_demo.ticket) as "totalFen",
        (select count(*)::int from brand_demo.member where not is_anonymous) as members`)
    if (!rows[0]) throw new Error('no totals')
    return rows[0]
  })
}

/** In each store: whether a bill of this business day has a visit, paid for by itself, that a pass is good for. */
function upgradableBy(ownerUrl: string, now: Temporal.Instant): Promise<number[]> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `
      select least(1, count(distinct t.id))::int as n
      from brand_demo.store s left join brand_demo.ticket t on t.store_id = s.id and t.state = 'completed' and t.refunded_fen = 0 and t.member_id is not null
        and t.business_day = ($1::timestamptz at time zone s.zone - make_interval(hours => s.cutoff_hour))::date
        and exists (select from brand_demo.ticket_line l join brand_demo.pass_component c on c.service_item_id = l.item_id
          where l.ticket_id = t.id and not exists (select from brand_demo.allocation a where a.line_id = l.id and a.lot_id is not null))
      group by s.id`,
      [now.toString()],
    )
    return rows.map((r) => r.n)
  })
}

describe('on the data of a real shop', () => {
  const base = useDatabase()

  it('refuses, and touches nothing', async () => {
    const rows = () =>
      asOwner(base.ownerUrl, async (client) => [
        (await client.query('select * from public.brand')).rows,
        (await client.query('select * from public.installation')).rows,
        (await client.query("select schema_name from information_schema.schemata where schema_name like 'brand%'")).rows,
      ])
    const before = await rows()
    await expect(ensureDemo(base.runtime, quiet, SMALL)).rejects.toThrow('belongs to a real shop')
    expect(await rows()).toEqual(before)
  })
})

describe('on fresh data', () => {
  const base = useDatabase()
  /** A registry that has not seen the brand before, as after a restart. */
  const restarted = (): Runtime => ({ ...base.runtime, brands: new BrandRegistry(base.runtime.pool, base.runtime.config.masterKey) })

  it('makes a shop whose books agree, the same one every time, and keeps a whole one', async () => {
    await asOwner(base.ownerUrl, (client) => client.query('delete from public.brand; delete from public.installation'))
    await ensureDemo(restarted(), quiet, SMALL)
    const first = await totalsOf(base.ownerUrl)
    expect(first.tickets).toBeGreaterThan(20)
    // Two people were enrolled a second time, by another hand.
    expect(first.members).toBe(SMALL.members + 2)

    const runtime = restarted()
    const brand = await runtime.brands.bySlug('demo')
    if (!brand) throw new Error('no demonstration')
    expect(brand.isDemo).toBe(true)
    const ctx = readCtx(runtime, brand, system)
    expect(await verifyLots(ctx)).toEqual([])
    const chains = await verifyChains(ctx)
    expect(chains.findings).toEqual([])
    expect(chains.movements).toBeGreaterThan(0)
    expect(await verifyShifts(ctx)).toEqual([])
    expect([...(await verifySales(ctx)), ...(await verifyReceivables(ctx))]).toEqual([])
    const counts = await asOwner(base.ownerUrl, (client) =>
      client.query(`select (select count(distinct account_id)::int from brand_demo.receivable where open_fen > 0) as owing,
        (select count(*)::int from brand_demo.receivable where open_fen < amount_fen) as paid, (select count(*)::int from brand_demo.exchange) as exchanges,
        (select count(*)::int from brand_demo.store where address = '' or phone = '') as bare`),
    )
    expect(counts.rows[0].owing).toBeGreaterThanOrEqual(3)
    expect(counts.rows[0].bare).toBe(0)
    expect(counts.rows[0].paid).toBeGreaterThanOrEqual(1)

    await ensureDemo(restarted(), quiet, SMALL)
    expect((await restarted().brands.bySlug('demo'))?.id).toBe(brand.id)
    expect(await upgradableBy(base.ownerUrl, base.runtime.clock.now())).toEqual([1, 1])

    // As if the server had been killed before the last step.
    await asOwner(base.ownerUrl, (client) => client.query('update public.installation set demo_completed_at = null'))
    await ensureDemo(restarted(), quiet, SMALL)
    expect((await restarted().brands.bySlug('demo'))?.id).not.toBe(brand.id)
    expect(await totalsOf(base.ownerUrl)).toEqual(first)
  })
})

describe('a shop made in the small hours', () => {
  const base = useDatabase()

  it.each(['03:59', '05:00'])('at %s has a visit of its day in each store that may become a pass', async (time) => {
    const { clock } = base.runtime
    clock.setTo(Temporal.Instant.from(`2026-11-22T${time}:00+08:00`))
    await asOwner(base.ownerUrl, (client) => client.query('delete from public.brand; delete from public.installation'))
    await asOwner(base.ownerUrl, (client) => client.query('drop schema if exists brand_demo cascade'))
    await asOwner(base.ownerUrl, (client) => client.query("delete from public.migration where schema_name = 'brand_demo'"))
    const brands = new BrandRegistry(base.runtime.pool, base.runtime.config.masterKey)
    await ensureDemo({ ...base.runtime, brands }, quiet, { members: 8, days: 3 })
    expect(await upgradableBy(base.ownerUrl, clock.now())).toEqual([1, 1])
    clock.setTo(MORNING)
  })
})
