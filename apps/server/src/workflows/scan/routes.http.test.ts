import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { makeItem } from '../../../test/factories/catalog.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { makeSale, refund } from '../../../test/factories/sales.ts'
import { openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

describe('a scan', () => {
  it('finds bills, refunds, members, goods by barcode and by code', async () => {
    const shop = await openShop(base)
    const scan = async (code: string, token = shop.owner.token) =>
      (await api.call('POST', '/scans', { token, body: { storeId: shop.storeId, code } })).body
    const member = await makeMember(base, { homeStoreId: shop.storeId })
    const item = await makeItem(base, { kind: 'product', code: 'WAX-1', barcodes: ['6901234567892'] })
    const sale = { storeId: shop.storeId, memberId: null, lines: [{ key: 'a', kind: 'product' as const, itemId: item.id }] }
    const ticket = await makeSale(base, shop.owner.actor, sale)
    const { db } = readCtx(base.runtime, base.brand, system)
    const lines = await db.selectFrom('ticket_line').select('id').where('ticket_id', '=', ticket.id).execute()
    const back = await refund(
      base,
      shop.owner.actor,
      ticket.id,
      lines.map((l) => ({ lineId: l.id, quantity: 1 })),
    )
    expect(await scan(ticket.number)).toEqual({ kind: 'ticket', id: ticket.id, purse: null })
    expect(await scan(back.number)).toEqual({ kind: 'refund', id: back.id, purse: null })
    expect(await scan(member.number)).toEqual({ kind: 'member', id: member.id, purse: null })
    expect(await scan('6901234567892')).toEqual({ kind: 'item', id: item.id, purse: null })
    expect(await scan('wax-1')).toEqual({ kind: 'item', id: item.id, purse: null })
    expect(await scan('0000000000')).toEqual({ kind: 'unknown', id: null, purse: null })
    // What one may not see is not there.
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    expect(await scan(ticket.number, stylist.token)).toMatchObject({ kind: 'unknown' })
    const elsewhere = await signInAs(base, 'cashier')
    expect(
      (await api.call('POST', '/scans', { token: elsewhere.token, body: { storeId: shop.storeId, code: ticket.number } })).body.code,
    ).toBe('not_found')
  })

  it('of a code that pays names the purse and asks the database nothing', async () => {
    const shop = await openShop(base)
    await makeMember(base, { homeStoreId: shop.storeId, number: '134567890123456789' })
    const body = { storeId: shop.storeId, code: '134567890123456789' }
    const asked: { text: string; values: readonly unknown[] }[] = []
    const { counter } = base.runtime
    if (counter) counter.log = asked
    const answer = await api.call('POST', '/scans', { token: shop.owner.token, body })
    if (counter) delete counter.log
    expect(answer.body).toEqual({ kind: 'payment', id: null, purse: 'wechat' })
    expect(JSON.stringify(asked)).not.toContain(body.code)
  })
})
