/** A household at the till: who used what of whom, what limits it, what goes back. */
import { describe, expect, it } from 'vitest'
import { billDesk } from '../../../test/factories/bills.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const { quote, complete, refund, refusedWith, reading } = billDesk(base, api)

/** A mother with 500.00 and a pass, and her daughter with 20.00. */
async function home(limits: object = {}) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const mother = await memberWith(base, shop, { storedFen: 50_000, passes: 1 })
  const daughter = await memberWith(base, shop, { storedFen: 2_000 })
  const { id } = (await api.call('POST', '/households', { token, body: { ownerId: mother } })).body
  await api.call('POST', `/households/${id}/members`, { token, body: { memberId: daughter, ...limits } })
  return { shop, token, mother, daughter, householdId: id as string }
}

const cutOf = (shop: Shop, memberId: string, tenders: object[] | 'auto' = 'auto', more: object = {}) => ({
  storeId: shop.storeId,
  memberId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId, ...more }],
  tenders,
})
const own = { kind: 'stored_value', amountFen: 2_000 }
const of = (memberId: string, amountFen: number) => ({ kind: 'stored_value', memberId, amountFen })

async function usesOf(token: string, householdId: string) {
  return (await api.call('GET', `/households/${householdId}/uses`, { token })).body.items
}

describe('a bill of somebody who shares with nobody', () => {
  it('is sent in seven packets, quote and completion, as ever; one that may draw on another asks once more in each', async () => {
    const { shop, token, mother, daughter } = await home()
    const alone = await memberWith(base, shop, { storedFen: 90_000 })
    const packets = async (cart: object) => {
      const before = base.runtime.counter?.count ?? 0
      expect((await complete(token, cart)).status).toBe(201)
      return (base.runtime.counter?.count ?? 0) - before
    }
    const plain = cutOf(shop, alone, [{ kind: 'stored_value', amountFen: 12_800 }])
    // The first of its kind reads the catalogue.
    await packets(plain)
    expect(await packets(plain)).toBe(7)
    expect(await packets(cutOf(shop, daughter, [own, of(mother, 10_800)]))).toBe(9)
  })
})

describe('a daughter at the till', () => {
  it('pays from her own means, then from her mother’s: both chains know it, and the log says who', async () => {
    const { shop, token, mother, daughter, householdId } = await home()
    const offered = (await quote(token, cutOf(shop, daughter))).body
    expect(offered.dueFen).toBe(10_800)
    expect(offered.payers).toMatchObject([
      { memberId: daughter, spendableFen: 2_000, share: null },
      { memberId: mother, spendableFen: 12_800, share: { kind: 'household', leftFen: null, leftSessions: null } },
    ])
    const sale = await complete(token, cutOf(shop, daughter, [own, of(mother, 10_800)]))
    expect(sale.status).toBe(201)
    const moved = await reading()
      .db.selectFrom('movement as m')
      .innerJoin('wallet_transaction as w', 'w.id', 'm.transaction_id')
      .select(['w.member_id', 'm.value_fen', 'm.used_by'])
      .where('w.source_id', '=', sale.body.id)
      .orderBy('m.value_fen')
      .execute()
    expect(moved).toEqual([
      { member_id: mother, value_fen: -10_800, used_by: daughter },
      { member_id: daughter, value_fen: -2_000, used_by: null },
    ])
    expect(await usesOf(token, householdId)).toMatchObject([
      { ownerId: mother, userId: daughter, usedFen: 10_800, usedSessions: 0, number: sale.body.number, ticketId: sale.body.id },
    ])
    const [entry] = (await api.call('GET', `/members/${mother}/statement`, { token })).body.items
    expect(entry.movements[0]).toMatchObject({ quantity: -10_800, usedBy: daughter })
    expect(entry.movements[0].usedByName).toEqual(expect.any(String))
    for (const [memberId, code] of [
      [mother, 'lent'],
      [daughter, 'used'],
    ]) {
      const told = (await api.call('GET', `/members/${memberId}/timeline?kind=shared`, { token })).body.items
      expect(told).toMatchObject([{ kind: 'shared', code, amountFen: 10_800, ticketId: sale.body.id }])
      expect(told[0].words).toHaveLength(2)
    }
    expect(await findingsOf(base)).toEqual([])
  })

  it('has a session of her mother’s pass, and gives everything back to the very lots', async () => {
    const { shop, token, mother, daughter, householdId } = await home({ dailyLimitSessions: 1 })
    const before = [await ownedBy(base, mother), await ownedBy(base, daughter)]
    const offered = (await quote(token, cutOf(shop, daughter, 'auto', { itemId: shop.careId }))).body
    expect(offered.lines[0].allocations.every((a: { lotKind: string }) => a.lotKind !== 'pass')).toBe(true)
    const [{ lotId }] = offered.payers[1].share.passes
    const cart = cutOf(shop, daughter, [], { itemId: shop.careId, pass: { lotId, memberId: mother } })
    const sale = await complete(token, cart)
    expect(sale.status).toBe(201)
    expect(await usesOf(token, householdId)).toMatchObject([{ usedFen: 0, usedSessions: 1 }])
    const refused = await refusedWith(409, 'household_limit', () => complete(token, cart))
    expect(refused.params).toMatchObject({ unit: 'session', period: 'day', whose: 'own', limit: 1, used: 1, left: 0 })
    // Brought back, the day has it again.
    expect((await refund(token, sale.body.id)).status).toBe(201)
    expect([await ownedBy(base, mother), await ownedBy(base, daughter)]).toEqual(before)
    expect((await usesOf(token, householdId)).map((u: { usedSessions: number }) => u.usedSessions)).toEqual([-1, 1])
    expect((await complete(token, cart)).status).toBe(201)
    expect(await findingsOf(base)).toEqual([])
  })

  it('is held to her limit, the household’s, and the brand’s where she has none', async () => {
    const { shop, token, mother, daughter, householdId } = await home()
    const limit = (body: object) => api.call('PATCH', `/households/${householdId}/members/${daughter}`, { token, body })
    const { version } = (await api.call('GET', '/settings', { token })).body
    const brand = await api.call('PATCH', '/settings', {
      token,
      headers: { 'if-match': `"${version}"` },
      body: { sharedDailyLimitFen: 9_000, sharedMonthlyLimitFen: 20_000 },
    })
    expect(brand.body).toMatchObject({ sharedDailyLimitFen: 9_000, sharedMonthlyLimitFen: 20_000 })
    const pay = (fen: number) => complete(token, cutOf(shop, daughter, [of(mother, fen), { kind: 'cash', receivedFen: 12_800 - fen }]))
    expect((await refusedWith(409, 'household_limit', () => pay(9_001))).params).toMatchObject({ period: 'day', limit: 9_000, left: 9_000 })
    expect((await pay(9_000)).status).toBe(201)
    await limit({ dailyLimitFen: 30_000 })
    expect((await refusedWith(409, 'household_limit', () => pay(11_001))).params).toMatchObject({
      period: 'month',
      limit: 20_000,
      left: 11_000,
    })
    await limit({ monthlyLimitFen: 90_000 })
    const household = (await api.call('GET', `/members/${mother}/household`, { token })).body.household
    const headers = { 'if-match': `"${household.version}"` }
    await api.call('PATCH', `/households/${householdId}`, { token, headers, body: { monthlyLimitFen: 12_000 } })
    expect((await refusedWith(409, 'household_limit', () => pay(3_001))).params).toMatchObject({ whose: 'all', limit: 12_000, left: 3_000 })
    expect((await pay(3_000)).status).toBe(201)
    const none = { sharedDailyLimitFen: null, sharedMonthlyLimitFen: null }
    await api.call('PATCH', '/settings', { token, headers: { 'if-match': `"${version + 1}"` }, body: none })
  })

  it('takes a paper home that tells what was taken of her mother’s money, and not what is left of it', async () => {
    const { shop, token, mother, daughter } = await home()
    const paperOf = async (cart: object) => {
      const sale = await complete(token, cart)
      return (await api.call('GET', `/tickets/${sale.body.id}/receipt?columns=32&lang=zh-CN`, { token })).body.source as string
    }
    const paper = await paperOf(cutOf(shop, daughter, [own, of(mother, 10_800)]))
    expect(paper).toContain('108.00')
    expect(paper).not.toContain('392.00')
    // With a line of her own her mother is there, and reads it.
    const line = { kind: 'service', itemId: shop.cutId }
    const both = {
      ...cutOf(shop, daughter, [of(mother, 25_600)]),
      lines: [
        { key: 'a', ...line },
        { key: 'b', ...line, memberId: mother },
      ],
    }
    expect(await paperOf(both)).toContain('136.00')
  })

  it('has the same means within the same limit after records of hers and of her mother’s were merged', async () => {
    const { shop, token, mother, daughter, householdId } = await home({ dailyLimitFen: 15_000 })
    expect((await complete(token, cutOf(shop, daughter, [own, of(mother, 10_800)]))).status).toBe(201)
    const merge = async (mergedId: string) => {
      const survivorId = await memberWith(base, shop)
      const body = { survivorId, mergedId, survivorVersion: 1, mergedVersion: 1 }
      expect((await api.call('POST', '/member-merges', { token, body })).status).toBe(201)
      return survivorId
    }
    const grown = await merge(daughter)
    const offer = { memberId: mother, share: { kind: 'household', leftFen: 4_200 } }
    expect((await quote(token, cutOf(shop, grown))).body.payers).toMatchObject([{ memberId: grown }, { memberId: daughter }, offer])
    const pay = (fen: number) => complete(token, cutOf(shop, grown, [of(mother, fen), { kind: 'cash', receivedFen: 12_800 - fen }]))
    await refusedWith(409, 'household_limit', () => pay(4_201))
    const old = await merge(mother)
    const { payers } = (await quote(token, cutOf(shop, grown))).body
    expect(payers.map((p: { memberId: string }) => p.memberId).sort()).toEqual([grown, daughter, mother, old].sort())
    expect(payers.find((p: { memberId: string }) => p.memberId === mother)).toMatchObject(offer)
    await refusedWith(409, 'household_limit', () => pay(4_201))
    expect((await pay(4_200)).status).toBe(201)
    expect((await usesOf(token, householdId)).map((u: { usedFen: number }) => u.usedFen)).toEqual([4_200, 10_800])
    expect(await findingsOf(base)).toEqual([])
  })

  it('uses nothing more from the moment her mother stops sharing', async () => {
    const { shop, token, mother, daughter, householdId } = await home()
    const cart = cutOf(shop, daughter, [own, of(mother, 10_800)])
    const limit = (dailyLimitFen: number) =>
      api.call('PATCH', `/households/${householdId}/members/${daughter}`, { token, body: { dailyLimitFen } })
    const { quoteHash } = (await quote(token, cart)).body
    await api.call('PATCH', `/households/${householdId}/members/${mother}`, { token, body: { isSharing: false } })
    expect((await quote(token, cutOf(shop, daughter))).body.payers).toHaveLength(1)
    const pass = { lotId: (await ownedBy(base, mother)).find((l) => l.kind === 'pass')?.id, memberId: mother }
    await refusedWith(409, 'household_stopped', () => complete(token, cart, { hash: quoteHash }))
    await refusedWith(409, 'household_stopped', () => complete(token, cutOf(shop, daughter, [], { itemId: shop.careId, pass })))
    // She may still pay with money of her own.
    const inCash = cutOf(shop, daughter, [{ kind: 'cash', receivedFen: 12_800, payerId: mother }])
    expect((await complete(token, inCash)).status).toBe(201)
    // There herself, she has a line of her own, and pays as anybody does: beyond her daughter's limit, and without using it up.
    await limit(10_000)
    const both = { ...cart, lines: [...cart.lines, { key: 'b', kind: 'service', itemId: shop.cutId, memberId: mother }] }
    expect((await complete(token, { ...both, tenders: [own, of(mother, 23_600)] })).status).toBe(201)
    // Out of the household, what was seen with it is not what would be sold.
    await api.call('PATCH', `/households/${householdId}/members/${mother}`, { token, body: { isSharing: true } })
    const shared = { ...cart, tenders: [of(mother, 10_000), { kind: 'cash', receivedFen: 2_800 }] }
    const again = (await quote(token, shared)).body
    expect(again.dueFen).toBe(0)
    await api.call('DELETE', `/households/${householdId}/members/${daughter}`, { token })
    await refusedWith(409, 'quote_changed', () => complete(token, shared, { hash: again.quoteHash }))
  })

  it('types her own PIN for what she uses, above the threshold of all of it together', async () => {
    const { shop, token, mother, daughter } = await home()
    const pin = '402917'
    for (const memberId of [mother, daughter])
      expect((await api.call('PUT', `/members/${memberId}/pin`, { token, body: { storeId: shop.storeId, pin } })).status).toBeLessThan(300)
    const lines = [1, 2, 3, 4].map((n) => ({ key: `${n}`, kind: 'service', itemId: shop.cutId }))
    const cart = { storeId: shop.storeId, memberId: daughter, lines, tenders: [own, of(mother, 49_200)] }
    const answer = (await quote(token, cart)).body
    expect(answer.needsProof).toEqual({ kind: 'pin', amountFen: 51_200 })
    expect(answer.payers.map((p: { needsProof: object | null }) => p.needsProof !== null)).toEqual([true, false])
    await refusedWith(403, 'pin_needed', () => complete(token, cart))
    const proofOf = async (memberId: string) => {
      const body = { storeId: shop.storeId, limitFen: 51_200, secret: { kind: 'pin', pin } }
      return (await api.call('POST', `/members/${memberId}/pin-proofs`, { token, body })).body.id
    }
    const foreign = await proofOf(mother)
    expect((await complete(token, cart, { pinProofId: foreign })).status).toBe(403)
    expect((await complete(token, cart, { pinProofId: await proofOf(daughter) })).status).toBe(201)
    expect(await findingsOf(base)).toEqual([])
  })
})
