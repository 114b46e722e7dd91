import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../../test/factories/access.ts'
import { trade } from '../../../../test/factories/trading.ts'
import { useDatabase } from '../../../../test/harness.ts'
import { openApi } from '../../../../test/http.ts'
import { DAY_REPORT_NAMES } from './definitions.ts'

const base = useDatabase()
const api = openApi(base)
const SPAN = 'from=2026-11-22&to=2026-11-24'
const get = (url: string, token: string) => api.call('GET', `/reports/${url}`, { token })

describe('GET /reports/days/{report}', () => {
  it('answers in the words of the report, and each group opens to its rows', async () => {
    const { shop } = await trade(base)
    const { token } = await signInAs(base, 'owner')
    const { status, body } = await get(`days/takings?storeId=${shop.storeId}&${SPAN}&by=tender&compare=week`, token)
    expect(status).toBe(200)
    expect(body).toMatchObject({ report: 'takings', by: ['tender'], compared: { from: '2026-11-15', to: '2026-11-17' } })
    const cash = body.groups.find((g: { key: { tender: string } }) => g.key.tender === 'cash')
    expect(cash.before).toEqual({ amountFen: 0 })
    const is = encodeURIComponent(JSON.stringify(cash.key))
    const rows = await get(`days/takings/rows?storeId=${shop.storeId}&${SPAN}&is=${is}&figure=amountFen`, token)
    expect(rows.body.items.reduce((sum: number, row: { figures: { amountFen: number } }) => sum + row.figures.amountFen, 0)).toBe(
      cash.figures.amountFen,
    )
    expect(rows.body.items[0]).toMatchObject({
      document: { kind: 'refund' },
      key: { tender: 'cash', nature: 'money', use: 'performed', store: shop.storeId },
    })
  })

  it('shows a manager the own stores alone, and a stylist nothing', async () => {
    const { shop, otherStoreId } = await trade(base)
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    const both = await signInAs(base, 'manager', {
      storeId: shop.storeId,
      grants: [
        { role: 'manager', storeId: shop.storeId },
        { role: 'stylist', storeId: otherStoreId },
      ],
    })
    for (const report of DAY_REPORT_NAMES) {
      for (const { token } of [manager, both]) {
        const { body } = await get(`days/${report}?${SPAN}&by=store`, token)
        expect(body.groups.map((g: { key: { store: string } }) => g.key.store)).toEqual([shop.storeId])
        const rows = await get(`days/${report}/rows?${SPAN}`, token)
        expect(new Set(rows.body.items.map((row: { key: { store: string } }) => row.key.store))).toEqual(new Set([shop.storeId]))
      }
      for (const path of [`days/${report}`, `days/${report}/rows`]) {
        expect((await get(`${path}?${SPAN}&storeId=${otherStoreId}`, manager.token)).status).toBe(404)
        expect((await get(`${path}?${SPAN}&storeId=${otherStoreId}`, both.token)).status).toBe(403)
      }
    }
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    expect((await get(`days/takings?${SPAN}`, stylist.token)).status).toBe(403)
    expect((await get(`stores?${SPAN}`, stylist.token)).status).toBe(403)
  })

  it('refuses spans that are no spans, and words that are none of the report', async () => {
    const owner = await signInAs(base, 'owner')
    const wrong = async (query: string) => (await get(`days/takings?${query}`, owner.token)).body
    expect(await wrong('from=2026-11-24&to=2026-11-22')).toMatchObject({ code: 'invalid_input', errors: [{ path: 'query.to' }] })
    expect(await wrong('from=2024-01-01&to=2025-01-01')).toMatchObject({ errors: [{ path: 'query.to' }] })
    expect((await wrong('from=2024-01-01&to=2024-12-31')).report).toBe('takings')
    expect(await wrong(`${SPAN}&by=tender,amount_fen`)).toMatchObject({ errors: [{ path: 'query.by' }] })
    expect(await wrong(`${SPAN}&is=${encodeURIComponent('{"id":"1"}')}`)).toMatchObject({ errors: [{ path: 'query.is' }] })
    expect(await wrong(`${SPAN}&is=nonsense`)).toMatchObject({ errors: [{ path: 'query.is' }] })
    expect((await get(`days/takings/rows?${SPAN}&figure=x`, owner.token)).body).toMatchObject({ errors: [{ path: 'query.figure' }] })
    expect((await get(`days/gold?${SPAN}`, owner.token)).status).toBe(422)
  })
})

describe('GET /reports/stores', () => {
  it('puts every store on a line that agrees with its own reports, and adds them up', async () => {
    const { shop, otherStoreId } = await trade(base)
    const { token } = await signInAs(base, 'owner')
    const { body } = await get(`stores?${SPAN}`, token)
    const own = body.rows.find((r: { storeId: string }) => r.storeId === shop.storeId)
    const total = async (report: string, figure: string, is: object, storeId = shop.storeId) =>
      (await get(`days/${report}?storeId=${storeId}&${SPAN}&by=&is=${encodeURIComponent(JSON.stringify(is))}`, token)).body.totals[figure]
    expect(own).toMatchObject({
      takingsFen: await total('takings', 'amountFen', { nature: 'money' }),
      consumptionFen: await total('takings', 'amountFen', { use: 'performed' }),
      visits: 2,
      prepaidSoldFen: await total('prepaid', 'soldFen', {}),
      prepaidUsedFen: await total('prepaid', 'usedFen', {}),
      refundFen: await total('returns', 'totalFen', {}),
      discountFen: 5_120,
      openShifts: 1,
      openSince: '2026-11-22',
    })
    const owed = (await get(`liability?storeId=${shop.storeId}`, token)).body.totals
    expect(own.prepaidLeftFen).toBe(owed.liabilityFen + owed.bonusFen)
    const other = body.rows.find((r: { storeId: string }) => r.storeId === otherStoreId)
    expect(other).toMatchObject({ takingsFen: 0, consumptionFen: 12_800 + 19_800, visits: 1, prepaidUsedFen: 0 })
    for (const [figure, sum] of Object.entries(body.totals)) {
      expect(body.rows.reduce((all: number, row: Record<string, number>) => all + (row[figure] ?? 0), 0)).toBe(sum)
    }
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    expect((await get(`stores?${SPAN}`, manager.token)).body.rows.map((r: { storeId: string }) => r.storeId)).toEqual([shop.storeId])
  })
})
