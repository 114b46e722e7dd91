import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { giveConsent } from '../../../test/factories/consents.ts'
import { makeSale, refund, topUp } from '../../../test/factories/sales.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

interface Entry {
  kind: string
  id: string
  at: string
  code: string | null
  amountFen: number | null
  words: string[]
}

async function story() {
  const shop = await openShop(base)
  const { token, actor } = shop.owner
  const memberId = await memberWith(base, shop)
  const later = (minutes: number) => base.runtime.clock.setTo(MORNING.add({ minutes }))
  const line = { key: '1', kind: 'service' as const, itemId: shop.cutId }
  later(10)
  await topUp(base, actor, { storeId: shop.storeId, memberId, amountFen: 50_000 })
  later(20)
  const sale = await makeSale(base, actor, { storeId: shop.storeId, memberId, lines: [line] })
  later(30)
  const { db } = readCtx(base.runtime, base.brand, system)
  const posted = await db.selectFrom('ticket_line').select('id').where('ticket_id', '=', sale.id).executeTakeFirstOrThrow()
  await refund(base, actor, sale.id, [{ lineId: posted.id, quantity: 1 }])
  later(40)
  await api.call('POST', `/members/${memberId}/notes`, { token, body: { body: '下次换个角度剪' } })
  later(50)
  const lot = await db.selectFrom('lot').select('id').where('member_id', '=', memberId).executeTakeFirstOrThrow()
  await api.call('POST', `/lots/${lot.id}/freeze`, { token, body: { reason: '出国' } })
  later(60)
  await api.call('DELETE', `/lots/${lot.id}/freeze`, { token })
  later(70)
  await giveConsent(base, memberId, shop.storeId, 'health')
  later(80)
  await api.call('PATCH', `/members/${memberId}`, { token, body: { preferences: '短一点' }, headers: { 'if-match': '"1"' } })
  const read = async (query = '', as = token): Promise<{ items: Entry[]; nextCursor: string | null }> =>
    (await api.call('GET', `/members/${memberId}/timeline${query}`, { token: as })).body
  return { shop, memberId, read }
}

describe('the timeline of a member', () => {
  it('tells everything, newest first, in pages that neither repeat nor miss', async () => {
    const { read } = await story()
    const all = await read()
    expect(all.items.map((e) => [e.kind, e.code])).toEqual([
      ['change', 'member.update'],
      ['consent', 'given'],
      ['freeze', 'lot.thaw'],
      ['freeze', 'lot.freeze'],
      ['note', null],
      ['refund', 'refund'],
      ['visit', null],
      ['top_up', null],
      ['change', 'member.enrol'],
    ])
    expect(all.items.map((e) => e.words)).toMatchObject([
      ['preferences'],
      ['health'],
      {},
      { 1: '出国' },
      ['下次换个角度剪'],
      {},
      {},
      {},
      [],
    ])
    expect(all.items.find((e) => e.kind === 'visit')).toMatchObject({ amountFen: 12_800 })
    const paged: Entry[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof read>> = await read(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.items)
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all.items)
    expect((await read('?kind=note&kind=refund')).items.map((e) => e.kind)).toEqual(['note', 'refund'])
  })

  it('shows a stylist what was done, never what it cost', async () => {
    const { read, shop } = await story()
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const { items } = await read('', stylist.token)
    expect(items.map((e) => e.kind)).toEqual(['note', 'visit'])
    expect(items[1]).toMatchObject({ amountFen: null, ticketId: null, number: null })
    expect((await read('?kind=refund', stylist.token)).items).toEqual([])
  })
})
