import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { trade } from '../../../test/factories/trading.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
const lock = (token: string, month: string, key = 'settlement-key-1') =>
  api.call('POST', `/settlement/months/${month}/lock`, { token, headers: { 'idempotency-key': key } })
const counts = async () => [
  (await db().selectFrom('settlement_month').select('month').execute()).length,
  (await db().selectFrom('settlement_entry').select('ordinal').execute()).length,
  (await db().selectFrom('settlement_statement').select('month').execute()).length,
]

describe('settlement over HTTP', () => {
  it('is read, chosen, locked once for one key, exported; and refused to who may not', async () => {
    const { shop, otherStoreId } = await trade(base)
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 9 }))
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager', { storeId: otherStoreId })
    const { token } = owner
    const chosen = await api.call('PUT', '/settlement/methods/2026-11', { token, body: { method: 'benefit' } })
    expect(chosen.body).toEqual({ month: '2026-11', method: 'benefit' })
    expect(await db().selectFrom('settlement_method').select(['effective_month', 'method', 'chosen_by']).execute()).toEqual([
      { effective_month: '2026-11-01', method: 'benefit', chosen_by: owner.staffId },
    ])
    const refused = await api.call('PUT', '/settlement/methods/2026-12', { token: manager.token, body: { method: 'liability' } })
    expect([refused.status, (await db().selectFrom('settlement_method').select('method').execute()).length]).toEqual([403, 1])
    const open = await api.call('GET', '/settlement/months/2026-11', { token: manager.token })
    expect(open.body).toMatchObject({ isLocked: false, method: 'benefit', statements: [{ aOwes: expect.anything() }] })
    expect((await lock(manager.token, '2026-11')).status).toBe(403)
    expect((await lock(token, '2026-12')).body).toMatchObject({ status: 409, code: 'settlement_month_open' })
    expect((await api.call('POST', '/settlement/months/2026-11/lock', { token })).body.code).toBe('idempotency_key_required')
    expect(await counts()).toEqual([0, 0, 0])
    const first = await lock(token, '2026-11')
    const again = await lock(token, '2026-11')
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true'])
    expect(again.body).toEqual(first.body)
    expect(await counts()).toEqual([1, first.body.movements, 1])
    expect((await lock(token, '2026-11', 'settlement-key-2')).body.code).toBe('settlement_month_locked')
    const locked = await api.call('GET', '/settlement/months/2026-11', { token })
    expect(locked.body).toMatchObject({ isLocked: true, statements: open.body.statements })
    const entries = await api.call('GET', `/settlement/months/2026-11/entries?issuerId=${shop.storeId}`, { token })
    const statement = locked.body.statements[0]
    const side = statement.storeA.id === shop.storeId ? statement.aOwes : statement.bOwes
    expect(entries.body.items.reduce((sum: number, e: { owedFen: number }) => sum + e.owedFen, 0)).toBe(side.owedFen)
    expect((await api.call('GET', '/settlement', { token })).body).toMatchObject({ firstOpenMonth: '2026-12' })
    const app = await api.app()
    for (const path of ['export', 'entries/export']) {
      const get = (who: string) =>
        app.inject({ url: `/api/settlement/months/2026-11/${path}?format=csv`, headers: { authorization: `Bearer ${who}` } })
      expect((await get(token)).payload).toContain('应付')
      expect((await get(manager.token)).statusCode).toBe(403)
    }
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    for (const path of ['', '/months/2026-11', '/months/2026-11/entries'])
      expect((await api.call('GET', `/settlement${path}`, { token: stylist.token })).status).toBe(403)
    expect((await api.call('GET', '/settlement/months/2026-13', { token })).status).toBe(422)
  })
})
