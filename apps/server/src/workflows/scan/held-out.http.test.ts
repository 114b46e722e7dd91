/** What a customer holds out: QR and numbers of cards, real, dead, and made by others. */
import { describe, expect, it } from 'vitest'
import { makeBrand, type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { printedQr } from '../../modules/cards/qr.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

const scan = (who: SignedIn, code: string) => api.call('POST', '/scans', { token: who.token, body: { storeId: who.storeId, code } })

async function withCard() {
  const cashier = await signInAs(base, 'cashier')
  const member = await makeMember(base, { homeStoreId: cashier.storeId })
  const body = { storeId: cashier.storeId, form: 'physical' }
  const card = (await api.call('POST', `/members/${member.id}/cards`, { token: cashier.token, body })).body
  const row = await db().selectFrom('member_card').select(['card_no', 'qr_version']).where('id', '=', card.id).executeTakeFirstOrThrow()
  const qr = printedQr(base.brand.keys, { cardNo: row.card_no, qrVersion: row.qr_version })
  return { cashier, member, card, qr, cardNo: row.card_no }
}

describe('a scanned card', () => {
  it('is its member, by the QR that is printed or on the phone', async () => {
    const { cashier, member, card, qr } = await withCard()
    const found = (by: string) => ({ kind: 'member', id: member.id, purse: null, card: { ...card, by } })
    expect((await scan(cashier, qr)).body).toEqual(found('printed_qr'))
    expect((await scan(cashier, ` ${qr.toLowerCase()}\n`)).body).toEqual(found('printed_qr'))
    const phone = (await api.call('GET', `/cards/${card.id}/phone-code`, { token: cashier.token })).body
    expect((await scan(cashier, phone.text)).body).toEqual(found('phone_qr'))
    base.runtime.clock.setTo(MORNING.add({ minutes: 3 }))
    expect((await scan(cashier, phone.text)).body.code).toBe('card_qr_stale')
    base.runtime.clock.setTo(MORNING)
  })

  it('is refused when it is a counterfeit, another brand’s, or dead', async () => {
    const { cashier, card, qr, cardNo } = await withCard()
    const other = qr.at(-3) === '0' ? '1' : '0'
    expect((await scan(cashier, `${qr.slice(0, -3)}${other}${qr.slice(-2)}`)).body.code).toBe('card_qr_counterfeit')
    const brand = await makeBrand(base)
    expect((await scan(cashier, printedQr(brand.keys, { cardNo, qrVersion: 1 }))).body.code).toBe('card_qr_counterfeit')
    expect((await scan(cashier, printedQr(base.brand.keys, { cardNo: 999_999, qrVersion: 1 }))).body.code).toBe('card_qr_counterfeit')
    const block = { storeId: cashier.storeId, why: 'lost', reason: 'x' }
    await api.call('POST', `/cards/${card.id}/block`, { token: cashier.token, body: block })
    expect((await scan(cashier, qr)).body).toMatchObject({ code: 'card_dead', params: { state: 'lost' } })
    const again = { storeId: cashier.storeId, kind: 'reissue', reason: 'x' }
    await api.call('POST', `/cards/${card.id}/replacement`, { token: cashier.token, body: again })
    expect((await scan(cashier, qr)).body).toMatchObject({ code: 'card_dead', params: { state: 'replaced' } })
  })

  it('is its member by its number too, which may be an old one', async () => {
    const { cashier, member, card } = await withCard()
    const swap = { storeId: cashier.storeId, kind: 'swap', reason: '换号', number: `MA${newId().slice(-8)}` }
    const fresh = (await api.call('POST', `/cards/${card.id}/replacement`, { token: cashier.token, body: swap })).body
    expect((await scan(cashier, card.number)).body).toMatchObject({
      kind: 'member',
      id: member.id,
      card: { state: 'replaced', by: 'number' },
    })
    expect((await scan(cashier, fresh.number)).body).toMatchObject({ kind: 'member', id: member.id, card: { state: 'active' } })
  })

  it('is nothing where one does not work, nor to another brand', async () => {
    const { cashier, card, qr } = await withCard()
    const elsewhere = await signInAs(base, 'cashier')
    expect((await scan({ ...cashier, storeId: elsewhere.storeId }, qr)).body.code).toBe('not_found')
    const foreigner = await signInAs(base, 'owner', { brand: await makeBrand(base) })
    expect((await scan(foreigner, qr)).body.code).toBe('card_qr_counterfeit')
    expect((await scan(foreigner, card.number)).body.kind).toBe('unknown')
  })
})
