/** Wallets over HTTP: what is shown, freezing and thawing, and who may. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { makePassPlan } from '../../../test/factories/catalog.ts'
import { makeSale, quoteOf, sellPass, topUp } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'
import { CHAIN_START, chainHash } from './chain.ts'

const base = useDatabase()
const api = openApi(base)

describe('a wallet', () => {
  it('shows balances and every lot with its origin, expiry and what stands in its way', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 30_000, passes: 1 })
    const wallet = (await api.call('GET', `/members/${memberId}/wallet`, { token: shop.owner.token })).body
    expect(wallet.balances).toEqual({
      principalFen: 30_000,
      bonusFen: 0,
      bonusLaterFen: 0,
      rebateFen: 0,
      points: 0,
      passSessions: 10,
      passValueFen: 198_000,
    })
    expect(wallet.lots).toMatchObject([
      { kind: 'principal', unit: 'fen', remaining: 30_000, expiresOn: null, obstacle: null, storeId: shop.storeId },
      { kind: 'pass', unit: 'session', remaining: 10, valueFen: 198_000, expiresOn: '2027-11-21', obstacle: null },
    ])
  })

  it('gives a statement whose hashes anybody can recompute', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 30_000 })
    await makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] })
    const first = (await api.call('GET', `/members/${memberId}/statement?limit=1`, { token: shop.owner.token })).body
    const second = (await api.call('GET', `/members/${memberId}/statement?limit=1&cursor=${first.nextCursor}`, { token: shop.owner.token }))
      .body
    expect([first.items[0].reason, second.items[0].reason, second.nextCursor]).toEqual(['spend', 'top_up', null])
    let hash: Buffer = CHAIN_START
    for (const t of [second.items[0], first.items[0]]) {
      expect(t.prevHash).toBe(hash.toString('hex'))
      hash = chainHash(hash, { ...t, memberId, atMs: Temporal.Instant.from(t.at).epochMilliseconds })
      expect(t.hash).toBe(hash.toString('hex'))
    }
    expect(first.headHash).toBe(hash.toString('hex'))
  })

  it('is not shown to a stylist, nor for a member that does not exist', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    for (const what of ['wallet', 'statement']) {
      expect((await api.call('GET', `/members/${memberId}/${what}`, { token: stylist.token })).body.code).toBe('forbidden')
      expect((await api.call('GET', `/members/${newId()}/${what}`, { token: shop.owner.token })).body.code).toBe('not_found')
    }
  })
})

describe('freezing a lot', () => {
  it('stops it being used and its days counting; thawing moves its last day by as many days', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { passes: 1 })
    const [lot] = await ownedBy(base, memberId)
    const url = `/lots/${lot?.id}/freeze`
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    expect((await api.call('POST', url, { token: manager.token, body: { reason: '出国半年' } })).body).toMatchObject({ isFrozen: true })
    expect((await api.call('POST', url, { token: manager.token, body: { reason: '再来一次' } })).body.code).toBe('lot_already_frozen')
    const care = { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service' as const, itemId: shop.careId }] }
    expect((await quoteOf(base, shop.owner.actor, care)).tenders).toEqual([])

    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 30 }))
    const later = await signInAs(base, 'manager', { storeId: shop.storeId })
    expect((await api.call('DELETE', url, { token: later.token })).body).toMatchObject({ isFrozen: false, expiresOn: '2027-12-21' })
    expect((await api.call('DELETE', url, { token: later.token })).body.code).toBe('lot_not_frozen')
    expect((await quoteOf(base, shop.owner.actor, care)).tenders.map((t) => t.kind)).toEqual(['pass'])
    base.runtime.clock.setTo(MORNING)
    const { db } = readCtx(base.runtime, base.brand, system)
    const audit = await db
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', lot?.id ?? '')
      .orderBy('seq')
      .execute()
    expect(audit).toEqual([
      { action: 'lot.freeze', detail: {} },
      { action: 'lot.thaw', detail: { days: 30, expiresOn: '2027-12-21' } },
    ])
  })

  it('is refused to a cashier, in another store, and for a lot that does not exist; nothing changes', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { passes: 1 })
    const [lot] = await ownedBy(base, memberId)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'manager')
    const freeze = (token: string, id: string | undefined) => api.call('POST', `/lots/${id}/freeze`, { token, body: { reason: 'x' } })
    expect((await freeze(cashier.token, lot?.id)).body.code).toBe('forbidden')
    expect((await freeze(elsewhere.token, lot?.id)).body.code).toBe('not_found')
    expect((await freeze(shop.owner.token, newId())).body.code).toBe('not_found')
    expect((await api.call('POST', `/lots/${lot?.id}/freeze`, { token: shop.owner.token, body: { reason: ' ' } })).body.code).toBe(
      'invalid_input',
    )
    const { db } = readCtx(base.runtime, base.brand, system)
    expect(
      await db
        .selectFrom('lot')
        .select('is_frozen')
        .where('id', '=', lot?.id ?? '')
        .execute(),
    ).toEqual([{ is_frozen: false }])
  })
})

describe('validity from first use', () => {
  it('begins with the first session, that day included', async () => {
    const shop = await openShop(base)
    const plan = await makePassPlan(base, {
      validityDays: 90,
      validityFrom: 'first_use',
      components: [{ serviceItemId: shop.careId, sessions: 5 }],
    })
    const memberId = await memberWith(base, shop)
    await sellPass(base, shop.owner.actor, { storeId: shop.storeId, memberId, itemId: plan.id })
    const expiry = async () => (await api.call('GET', `/members/${memberId}/wallet`, { token: shop.owner.token })).body.lots[0].expiresOn
    expect(await expiry()).toBeNull()
    const use = () =>
      makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service', itemId: shop.careId }] })
    await use()
    expect(await expiry()).toBe('2027-02-19')
    base.runtime.clock.setTo(MORNING.add({ hours: 48 }))
    await use()
    base.runtime.clock.setTo(MORNING)
    expect(await expiry()).toBe('2027-02-19')
  })
})

describe('an unlimited pass', () => {
  it('pays every visit of its service and loses a day a day, not a session a visit', async () => {
    const shop = await openShop(base)
    const plan = await makePassPlan(base, {
      priceFen: 365_000,
      validityDays: 365,
      isUnlimited: true,
      components: [{ serviceItemId: shop.careId, sessions: 0 }],
    })
    const memberId = await memberWith(base, shop)
    await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId, amountFen: 100 })
    await sellPass(base, shop.owner.actor, { storeId: shop.storeId, memberId, itemId: plan.id })
    for (let i = 0; i < 3; i += 1) {
      const quote = await quoteOf(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'a', kind: 'service', itemId: shop.careId, quantity: 2 }],
      })
      expect([quote.totalFen, quote.dueFen]).toEqual([0, 0])
      await makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'a', kind: 'service', itemId: shop.careId }],
        tenders: [],
      })
    }
    expect((await ownedBy(base, memberId)).find((l) => l.kind === 'pass')).toMatchObject({ remaining: 365, value_fen: 365_000 })
  })
})
