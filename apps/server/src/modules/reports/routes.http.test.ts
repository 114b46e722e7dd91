import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)

async function owing() {
  const shop = await openShop(base)
  await memberWith(base, shop, { storedFen: 10_000, passes: 1 })
  return shop
}

describe('GET /reports/liability', () => {
  it('says what is owed, and names the definition of each figure', async () => {
    const shop = await owing()
    const { status, body } = await api.call('GET', `/reports/liability?storeId=${shop.storeId}`, { token: shop.owner.token })
    expect(status).toBe(200)
    expect(body.totals).toEqual({
      principalFen: 10_000,
      bonusFen: 0,
      rebateFen: 0,
      points: 0,
      passValueFen: 198_000,
      liabilityFen: 208_000,
    })
    expect(Object.keys(body.definitions)).toEqual(Object.keys(body.totals))
    expect(Temporal.Instant.from(body.asOf)).toBeInstanceOf(Temporal.Instant)
    const past = await api.call('GET', `/reports/liability?storeId=${shop.storeId}&asOf=2026-01-01T08:00:00%2B08:00`, {
      token: shop.owner.token,
    })
    expect(past.body).toMatchObject({ asOf: '2026-01-01T00:00:00Z', rows: [], totals: { liabilityFen: 0 } })
  })

  it('shows a manager the own stores alone, and refuses who may not see reports', async () => {
    const [own, other] = [await owing(), await owing()]
    const manager = await signInAs(base, 'manager', { storeId: own.storeId })
    const stylist = await signInAs(base, 'stylist', { storeId: own.storeId })
    const both = await signInAs(base, 'manager', {
      storeId: own.storeId,
      grants: [
        { role: 'manager', storeId: own.storeId },
        { role: 'stylist', storeId: other.storeId },
      ],
    })
    for (const { token } of [manager, both]) {
      const { body } = await api.call('GET', '/reports/liability', { token })
      expect(new Set(body.rows.map((r: { storeId: string }) => r.storeId))).toEqual(new Set([own.storeId]))
    }
    const ask = async (token: string, storeId: string, path = 'liability') =>
      (await api.call('GET', `/reports/${path}?storeId=${storeId}&kind=pass`, { token })).status
    expect(await ask(manager.token, other.storeId)).toBe(404)
    expect(await ask(both.token, other.storeId)).toBe(403)
    expect(await ask(stylist.token, own.storeId)).toBe(403)
    expect(await ask(manager.token, other.storeId, 'liability/lots')).toBe(404)
    expect(await ask(both.token, other.storeId, 'liability/lots')).toBe(403)
  })

  it('opens each row to its lots, and says whose they are', async () => {
    const shop = await owing()
    const { token } = shop.owner
    const { body } = await api.call('GET', `/reports/liability?storeId=${shop.storeId}`, { token })
    for (const row of body.rows) {
      const lots = await api.call(
        'GET',
        `/reports/liability/lots?storeId=${shop.storeId}&kind=${row.kind}&age=${row.age}&asOf=${body.asOf}`,
        { token },
      )
      expect(lots.body.items).toMatchObject([
        { kind: row.kind, memberName: expect.stringMatching(/会员/), remaining: row.quantity, valueFen: row.valueFen },
      ])
      expect(lots.body.nextCursor).toBeNull()
    }
    expect((await api.call('GET', `/reports/liability/lots?storeId=${shop.storeId}&kind=gold`, { token })).status).toBe(422)
    expect((await api.call('GET', '/reports/liability?asOf=yesterday', { token })).body.errors).toMatchObject([{ path: 'query.asOf' }])
  })
})
