import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeItem, makeTier } from '../../../test/factories/catalog.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { quoteOf } from '../../../test/factories/sales.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
const withheld = () => db().selectFrom('tier_withheld').selectAll().execute()

describe('top-up tiers of a store', () => {
  it('are all that the brand has, less those it withholds: at its desk, in its quotes, and nowhere else', async () => {
    const manager = await signInAs(base, 'manager')
    const owner = await signInAs(base, 'owner')
    const other = await makeStore(base)
    const member = await makeMember(base)
    const [small, large] = [
      await makeTier(base, { amountFen: 50_000, bonusFen: 1 }),
      await makeTier(base, { amountFen: 100_000, bonusFen: 2 }),
    ]
    const put = (ids: string[], token = manager.token, storeId = manager.storeId) =>
      api.call('PUT', `/stores/${storeId}/tiers`, { token, body: { withheldItemIds: ids } })
    const answer = await put([large.id])
    expect(answer.body.items.map((t: { itemId: string; isOffered: boolean }) => [t.itemId, t.isOffered])).toEqual([
      [small.id, true],
      [large.id, false],
    ])
    expect(await withheld()).toEqual([{ item_id: large.id, store_id: manager.storeId }])
    const audit = await db().selectFrom('audit_entry').select(['store_id', 'detail']).where('action', '=', 'store.withhold_tiers').execute()
    expect(audit).toEqual([{ store_id: manager.storeId, detail: { itemIds: [large.id] } }])
    const desk = await api.call('GET', `/catalog?storeId=${manager.storeId}`, { token: manager.token })
    expect(desk.body.tiers.map((t: { itemId: string }) => t.itemId)).toEqual([small.id])
    const topUp = (storeId: string, what: object) =>
      quoteOf(base, owner.actor, { storeId, memberId: member.id, lines: [{ key: 'a', kind: 'top_up', ...what }], tenders: [] })
    await expect(topUp(manager.storeId, { itemId: large.id })).rejects.toMatchObject({ code: 'item_not_sold' })
    // A free amount reaches the highest tier that is offered here.
    expect((await topUp(manager.storeId, { amountFen: 200_000 })).lines[0]?.bonusFen).toBe(1)
    expect((await topUp(other.id, { amountFen: 200_000 })).lines[0]?.bonusFen).toBe(2)
    expect((await put([])).body.items.every((t: { isOffered: boolean }) => t.isOffered)).toBe(true)
    expect((await topUp(manager.storeId, { itemId: large.id })).totalFen).toBe(100_000)
  })

  it('are refused where they are none, to other stores and to a cashier; nothing is changed', async () => {
    const manager = await signInAs(base, 'manager')
    const cashier = await signInAs(base, 'cashier', { storeId: manager.storeId })
    const tier = await makeTier(base, { amountFen: 30_000 })
    const service = await makeItem(base)
    const before = await withheld()
    const put = async (ids: string[], token = manager.token, storeId = manager.storeId) => {
      const { status, body } = await api.call('PUT', `/stores/${storeId}/tiers`, { token, body: { withheldItemIds: ids } })
      return [status, body.code]
    }
    expect(await put([service.id])).toEqual([422, 'tier_unknown'])
    expect(await put([tier.id], cashier.token)).toEqual([403, 'forbidden'])
    expect(await put([tier.id], manager.token, (await makeStore(base)).id)).toEqual([404, 'not_found'])
    expect(await withheld()).toEqual(before)
  })
})
