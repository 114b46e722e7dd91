/** Transfers over HTTP: what moves, what stays, and what is refused. */
import { describe, expect, it } from 'vitest'
import { makeStore, type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makePassPlan } from '../../../test/factories/catalog.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { makeSale, sellPass, topUp } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const PIN = '402917'

async function pair(owns: { storedFen?: number; passes?: number } = { storedFen: 100_000 }) {
  const shop = await openShop(base)
  const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
  const fromId = await memberWith(base, shop, owns)
  const toId = await memberWith(base, shop)
  return { shop, manager, fromId, toId }
}

interface Asked {
  fromId: string
  toId: string
  parts?: 'all' | { lotId: string; quantity: number }[]
}

const quote = (who: SignedIn, { fromId, toId, parts = 'all' }: Asked) =>
  api.call('POST', '/transfer-quotes', { token: who.token, body: { storeId: who.storeId, fromMemberId: fromId, toMemberId: toId, parts } })

const transfer = (who: SignedIn, { fromId, toId, parts = 'all' }: Asked, more: Record<string, unknown> = {}, key: string = newId()) =>
  api.call('POST', '/transfers', {
    token: who.token,
    headers: { 'idempotency-key': key },
    body: { storeId: who.storeId, fromMemberId: fromId, toMemberId: toId, parts, reason: '转给女儿', expectedValueFen: 100_000, ...more },
  })

const lotsOf = (memberId: string) =>
  db().selectFrom('lot').selectAll().where('member_id', '=', memberId).orderBy('created_at').orderBy('id').execute()

const liability = async (shop: Shop, token = shop.owner.token) => {
  const report = await api.call('GET', `/reports/liability?storeId=${shop.storeId}`, { token })
  return report.body.rows.map((r: Record<string, unknown>) => ({ ...r, lots: undefined }))
}

const nothingChanged = async (ids: string[]) => ({
  lots: await Promise.all(ids.map((id) => ownedBy(base, id))),
  transactions: await db().selectFrom('wallet_transaction').select('id').where('member_id', 'in', ids).orderBy('id').execute(),
  notices: await db().selectFrom('transfer').select('id').orderBy('id').execute(),
})

describe('a transfer of everything', () => {
  it('moves every lot with its value, price, terms, store, age and expiry, and leaves a numbered notice', async () => {
    const { shop, manager, fromId, toId } = await pair({ storedFen: 100_000, passes: 1 })
    const before = await lotsOf(fromId)
    const owed = await liability(shop)
    const sheet = (await quote(manager, { fromId, toId })).body
    expect(sheet).toMatchObject({
      valueFen: 298_000,
      needsPin: false,
      toHasPin: false,
      from: { before: { principalFen: 100_000, passSessions: 10 }, after: { principalFen: 0, passSessions: 0, passValueFen: 0 } },
      to: { before: { principalFen: 0, passSessions: 0 }, after: { principalFen: 100_000, passSessions: 10, passValueFen: 198_000 } },
    })
    base.runtime.clock.setTo(MORNING.add({ hours: 24 }))
    // In another store than the one that sold it, and goes on owing it.
    const later = await signInAs(base, 'manager')
    const done = await transfer(later, { fromId, toId }, { expectedValueFen: 298_000 })
    expect([done.status, done.body.valueFen]).toEqual([201, 298_000])
    expect((await lotsOf(fromId)).map((l) => [l.remaining, l.value_fen])).toEqual([
      [0, 0],
      [0, 0],
    ])
    const kept = (l: (typeof before)[number]) => ({
      kind: l.kind,
      unit: l.unit,
      name: l.name,
      value: l.value_fen,
      consideration: l.consideration_fen,
      service: l.service_item_id,
      pass: l.pass_item_id,
      starts: l.starts_on,
      expires: l.expires_on,
      store: l.store_id,
      terms: l.terms_id,
      book: l.price_book_version,
      age: l.created_at.toString(),
    })
    const after = await lotsOf(toId)
    expect(after.map(kept)).toEqual(before.map(kept))
    expect(after.map((l) => [l.origin_kind, l.origin_id, l.origin_lot_id])).toEqual(before.map((l) => ['transfer', done.body.id, l.id]))
    const owner = await signInAs(base, 'owner', { storeId: shop.storeId })
    expect(await liability(shop, owner.token)).toEqual(owed)

    const notice = (await api.call('GET', `/transfers/${done.body.id}`, { token: later.token })).body
    expect(notice.number).toMatch(/^T[A-Z0-9]+-261123-0001$/)
    expect(notice).toMatchObject({
      kind: 'whole',
      reason: '转给女儿',
      valueFen: 298_000,
      from: { memberId: fromId },
      to: { memberId: toId },
      lines: [{ quantity: 100_000 }, { quantity: 10, valueFen: 198_000 }],
    })
    const audit = await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', done.body.id).execute()
    expect(audit).toMatchObject([
      {
        action: 'wallet.transfer',
        actor_id: later.staffId,
        detail: { number: notice.number, fromMemberId: fromId, toMemberId: toId, lots: 2 },
      },
    ])
    expect(await findingsOf(base)).toEqual([])
    base.runtime.clock.setTo(MORNING)
  })

  it('posts to both chains, and the receiver spends what came', async () => {
    const { shop, manager, fromId, toId } = await pair()
    await transfer(manager, { fromId, toId })
    const reasons = async (id: string) =>
      (await api.call('GET', `/members/${id}/statement`, { token: shop.owner.token })).body.items.map((t: { reason: string }) => t.reason)
    expect([await reasons(fromId), await reasons(toId)]).toEqual([['transfer', 'top_up'], ['transfer']])
    await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: toId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
    })
    expect((await ownedBy(base, toId)).map((l) => l.remaining)).toEqual([87_200])
    expect(await findingsOf(base)).toEqual([])
  })

  it('happens once under one key', async () => {
    const { manager, fromId, toId } = await pair()
    const answers = await Promise.all([1, 2, 3].map(() => transfer(manager, { fromId, toId }, {}, `transfer-${fromId}`)))
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201])
    expect(new Set(answers.map((a) => a.body.number)).size).toBe(1)
    expect((await ownedBy(base, toId)).map((l) => l.remaining)).toEqual([100_000])
  })

  it('hands the card over: its number finds the new one, and the printed QR is dead', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const { token } = manager
    const card = (await api.call('POST', `/members/${fromId}/cards`, { token, body: { storeId: shop.storeId, form: 'physical' } })).body
    const { printedQr } = await import('../../modules/cards/qr.ts')
    const face = await db().selectFrom('member_card').select(['card_no', 'qr_version']).where('id', '=', card.id).executeTakeFirstOrThrow()
    const qr = printedQr(base.brand.keys, { cardNo: face.card_no, qrVersion: face.qr_version })
    const scan = (code: string) => api.call('POST', '/scans', { token, body: { storeId: shop.storeId, code } })
    expect((await scan(qr)).body).toMatchObject({ kind: 'member', id: fromId, card: { by: 'printed_qr' } })
    expect((await transfer(manager, { fromId, toId }, { cardId: card.id, toPin: PIN })).status).toBe(201)
    expect((await scan(qr)).body.code).toBe('card_dead')
    expect((await scan(card.number)).body).toMatchObject({ kind: 'member', id: toId })
    const found = await api.call('GET', `/members?q=${card.number}`, { token })
    expect(found.body.items.map((m: { id: string }) => m.id)).toEqual([toId])
    expect((await api.call('GET', `/members/${toId}/cards`, { token })).body).toMatchObject({
      hasPin: true,
      cards: [{ id: card.id, events: [{ verb: 'hand_over' }, { verb: 'issue' }] }],
    })
    // A card of somebody else does not go along.
    const again = await pair()
    expect((await transfer(again.manager, again, { cardId: card.id })).body.code).toBe('not_found')
  })
})

describe('a transfer of a part', () => {
  it('splits money and sessions by what they are worth, and leaves the rest', async () => {
    const { shop, manager, fromId, toId } = await pair({ storedFen: 100_000, passes: 1 })
    const [money, pass] = await lotsOf(fromId)
    const parts = [
      { lotId: money?.id ?? '', quantity: 30_000 },
      { lotId: pass?.id ?? '', quantity: 4 },
    ]
    expect((await quote(manager, { fromId, toId, parts })).body.valueFen).toBe(30_000 + 79_200)
    expect((await transfer(manager, { fromId, toId, parts }, { expectedValueFen: 109_200 })).status).toBe(201)
    expect((await lotsOf(fromId)).map((l) => [l.remaining, l.value_fen])).toEqual([
      [70_000, 70_000],
      [6, 118_800],
    ])
    expect((await lotsOf(toId)).map((l) => [l.initial, l.value_fen, l.consideration_fen])).toEqual([
      [30_000, 30_000, 30_000],
      [4, 79_200, 79_200],
    ])
    await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: toId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.careId, quantity: 4 }],
      tenders: [],
    })
    expect(await findingsOf(base)).toEqual([])
  })

  it('never splits an unlimited pass', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const plan = await makePassPlan(base, {
      priceFen: 365_000,
      validityDays: 365,
      isUnlimited: true,
      components: [{ serviceItemId: shop.careId, sessions: 0 }],
    })
    await sellPass(base, shop.owner.actor, { storeId: shop.storeId, memberId: fromId, itemId: plan.id })
    const lot = (await lotsOf(fromId)).find((l) => l.unit === 'day')
    const part = (quantity: number) => [{ lotId: lot?.id ?? '', quantity }]
    expect((await quote(manager, { fromId, toId, parts: part(100) })).body.code).toBe('transfer_unsplittable')
    expect((await transfer(manager, { fromId, toId, parts: part(365) }, { expectedValueFen: 365_000 })).status).toBe(201)
    expect((await ownedBy(base, toId)).map((l) => [l.remaining, l.value_fen])).toEqual([[365, 365_000]])
  })
})

describe('a transfer', () => {
  it('is refused to oneself, to nobody, from nothing, of what is frozen, promised, too much, or another’s; nothing changes', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const [lot] = await lotsOf(fromId)
    const code = async (asked: Asked, more = {}) => (await transfer(manager, asked, more)).body.code
    const part = (quantity: number, lotId = lot?.id ?? '') => [{ lotId, quantity }]
    const stranger = (await lotsOf(await memberWith(base, shop, { storedFen: 5_000 })))[0]
    const before = await nothingChanged([fromId, toId])
    expect(await code({ fromId, toId: fromId })).toBe('transfer_to_self')
    expect(await code({ fromId, toId: newId() })).toBe('not_found')
    expect(await code({ fromId: toId, toId: fromId })).toBe('transfer_nothing')
    expect(await code({ fromId, toId, parts: part(100_001) })).toBe('transfer_too_much')
    expect(await code({ fromId, toId, parts: part(5_000, stranger?.id) })).toBe('not_found')
    expect(await code({ fromId, toId, parts: [...part(1), ...part(2)] })).toBe('invalid_input')
    expect(await code({ fromId, toId }, { expectedValueFen: 99_999 })).toBe('transfer_changed')
    expect(await code({ fromId, toId }, { noticedAt: '2027-01-01T00:00:00Z' })).toBe('transfer_notice_early')
    await api.call('POST', `/lots/${lot?.id}/freeze`, { token: manager.token, body: { reason: '争议' } })
    expect(await code({ fromId, toId })).toBe('lot_unusable')
    await api.call('DELETE', `/lots/${lot?.id}/freeze`, { token: manager.token })
    expect(await nothingChanged([fromId, toId])).toEqual(before)
  })

  it('is for who may, in a store of theirs', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const other = await makeStore(base)
    const before = await nothingChanged([fromId, toId])
    expect((await transfer(cashier, { fromId, toId })).body.code).toBe('forbidden')
    expect((await transfer({ ...manager, storeId: other.id }, { fromId, toId })).body.code).toBe('not_found')
    const inactive = await makeMember(base)
    await api.call('PATCH', `/members/${inactive.id}`, { token: manager.token, body: { isActive: false }, headers: { 'if-match': '"1"' } })
    expect((await transfer(manager, { fromId, toId: inactive.id })).body.code).toBe('member_unfit')
    expect(await nothingChanged([fromId, toId])).toEqual(before)
  })

  it('takes the PIN of who gives, above the threshold, and gives the other one a PIN', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const { token } = manager
    const pin = (memberId: string) => api.call('PUT', `/members/${memberId}/pin`, { token, body: { storeId: shop.storeId, pin: PIN } })
    await pin(fromId)
    expect((await quote(manager, { fromId, toId })).body.needsPin).toBe(true)
    expect((await transfer(manager, { fromId, toId })).body.code).toBe('pin_needed')
    const proof = await api.call('POST', `/members/${fromId}/pin-proofs`, {
      token,
      body: { storeId: shop.storeId, limitFen: 100_000, secret: { kind: 'pin', pin: PIN } },
    })
    expect((await transfer(manager, { fromId, toId }, { pinProofId: proof.body.id, toPin: '518264' })).status).toBe(201)
    await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId: fromId, amountFen: 100 })
    expect((await transfer(manager, { fromId, toId }, { expectedValueFen: 100, toPin: '518264' })).body.code).toBe('member_pin_exists')
  })

  it('is refused while a lost card stops spending', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const { token } = manager
    const card = (await api.call('POST', `/members/${fromId}/cards`, { token, body: { storeId: shop.storeId, form: 'physical' } })).body
    const block = { storeId: shop.storeId, why: 'lost', reason: 'x', stopSpending: true }
    await api.call('POST', `/cards/${card.id}/block`, { token, body: block })
    expect((await transfer(manager, { fromId, toId })).body.code).toBe('spending_stopped')
  })
})
