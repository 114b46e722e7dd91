/** What stands before a member's money at the till: the PIN, a lost card, the caps. */
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { topUp } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const PIN = '402917'

async function settle(cards: object): Promise<void> {
  const owner = await signInAs(base, 'owner')
  const { version } = (await api.call('GET', '/settings', { token: owner.token })).body
  const answer = await api.call('PATCH', '/settings', { token: owner.token, body: { cards }, headers: { 'if-match': `"${version}"` } })
  expect(answer.status).toBe(200)
}

async function counter(storedFen = 100_000) {
  const shop = await openShop(base)
  const memberId = await memberWith(base, shop, { storedFen })
  return { shop, memberId, token: shop.owner.token }
}

const givePin = (shop: Shop, memberId: string) =>
  api.call('PUT', `/members/${memberId}/pin`, { token: shop.owner.token, body: { storeId: shop.storeId, pin: PIN } })

const proofFor = async (shop: Shop, memberId: string, limitFen: number) =>
  (
    await api.call('POST', `/members/${memberId}/pin-proofs`, {
      token: shop.owner.token,
      body: { storeId: shop.storeId, limitFen, secret: { kind: 'pin', pin: PIN } },
    })
  ).body.id as string

const cuts = (shop: Shop, memberId: string, quantity: number) => ({
  storeId: shop.storeId,
  memberId,
  lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId, quantity }],
  tenders: [{ kind: 'stored_value', amountFen: 12_800 * quantity }],
})

const quote = (token: string, cart: object) => api.call('POST', '/quotes', { token, body: cart })

async function complete(token: string, cart: object, pinProofId?: string, key: string = newId(), ticketId: string = newId()) {
  const { quoteHash } = (await quote(token, cart)).body
  return api.call('POST', `/tickets/${ticketId}/completion`, {
    token,
    headers: { 'idempotency-key': key },
    body: { cart, quoteHash, ...(pinProofId ? { pinProofId } : {}) },
  })
}

describe('the PIN of a member who has one', () => {
  it('is needed above the threshold: without it nothing is sold, with it the sale uses it up', async () => {
    const { shop, memberId, token } = await counter()
    await givePin(shop, memberId)
    expect((await quote(token, cuts(shop, memberId, 3))).body.needsProof).toBeNull()
    const cart = cuts(shop, memberId, 4)
    expect((await quote(token, cart)).body.needsProof).toEqual({ kind: 'pin', amountFen: 51_200 })
    const before = await ownedBy(base, memberId)
    expect((await complete(token, cart)).body).toMatchObject({ status: 403, code: 'pin_needed', params: { amountFen: 51_200 } })
    const small = await proofFor(shop, memberId, 51_199)
    expect((await complete(token, cart, small)).body.code).toBe('pin_proof_invalid')
    expect(await ownedBy(base, memberId)).toEqual(before)
    const { db } = readCtx(base.runtime, base.brand, system)
    expect(await db.selectFrom('pin_proof').select('used_at').where('id', '=', small).executeTakeFirst()).toEqual({ used_at: null })

    const proofId = await proofFor(shop, memberId, 51_200)
    const ticketId = newId()
    const sale = await complete(token, cart, proofId, 'pin-sale-once', ticketId)
    expect(sale.status).toBe(201)
    expect(await db.selectFrom('pin_proof').select('used_for').where('id', '=', proofId).executeTakeFirst()).toEqual({ used_for: ticketId })
    const audit = await db
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('action', '=', 'pin.use')
      .where('subject_id', '=', memberId)
      .execute()
    expect(audit).toEqual([{ action: 'pin.use', detail: { proofId, usedFor: ticketId, amountFen: 51_200 } }])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([48_800])
  })

  it('costs the sale no round trip: the proof is used up in the packet that posts the bill', async () => {
    const { shop, memberId, token } = await counter(300_000)
    const trips = async (quantity: number, proofId?: string) => {
      const cart = cuts(shop, memberId, quantity)
      const { quoteHash } = (await quote(token, cart)).body
      const before = base.runtime.counter?.count ?? 0
      const body = { cart, quoteHash, ...(proofId ? { pinProofId: proofId } : {}) }
      const headers = { 'idempotency-key': newId() }
      expect((await api.call('POST', `/tickets/${newId()}/completion`, { token, headers, body })).status).toBe(201)
      return (base.runtime.counter?.count ?? 0) - before
    }
    const plain = await trips(1)
    await givePin(shop, memberId)
    expect(await trips(4, await proofFor(shop, memberId, 60_000))).toBe(plain)
    expect(plain).toBeGreaterThan(0)
  })

  it('is good for one bill: of two tills with one proof, one sells', async () => {
    const { shop, memberId, token } = await counter(200_000)
    await givePin(shop, memberId)
    const proofId = await proofFor(shop, memberId, 60_000)
    const cart = cuts(shop, memberId, 4)
    const { quoteHash } = (await quote(token, cart)).body
    const submit = () =>
      api.call('POST', `/tickets/${newId()}/completion`, {
        token,
        headers: { 'idempotency-key': newId() },
        body: { cart, quoteHash, pinProofId: proofId },
      })
    const answers = await Promise.all([submit(), submit()])
    expect(answers.map((a) => a.status).sort()).not.toEqual([201, 201])
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([148_800])
  })

  it('counts sessions of a pass at what they are worth', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { passes: 1 })
    await givePin(shop, memberId)
    const cart = (quantity: number) => ({
      storeId: shop.storeId,
      memberId,
      lines: [{ key: 'care', kind: 'service', itemId: shop.careId, quantity }],
      tenders: [],
    })
    expect((await quote(shop.owner.token, cart(2))).body.needsProof).toBeNull()
    expect((await quote(shop.owner.token, cart(3))).body.needsProof).toEqual({ kind: 'pin', amountFen: 59_400 })
  })

  it('is asked for at the threshold the brand chose: always at 0, never without one', async () => {
    const { shop, memberId, token } = await counter()
    await givePin(shop, memberId)
    await settle({ pinThresholdFen: 0 })
    expect((await quote(token, cuts(shop, memberId, 1))).body.needsProof).toEqual({ kind: 'pin', amountFen: 12_800 })
    await settle({ pinThresholdFen: null })
    expect((await quote(token, cuts(shop, memberId, 7))).body.needsProof).toBeNull()
    await settle({ pinThresholdFen: 50_000 })
  })
})

describe('a member without a PIN', () => {
  it('is noted above the threshold, or sent to set one first', async () => {
    const { shop, memberId, token } = await counter()
    const cart = cuts(shop, memberId, 4)
    const first = (await quote(token, cart)).body
    expect([first.needsProof, first.notices]).toMatchObject([
      null,
      [{ code: 'pin_not_set', params: { amountFen: 51_200, thresholdFen: 50_000 } }],
    ])
    await settle({ pinMissing: 'refuse' })
    expect((await quote(token, cart)).body.notices).toMatchObject([{ code: 'pin_needed_first' }])
    const before = await ownedBy(base, memberId)
    expect((await complete(token, cart)).body).toMatchObject({ status: 409, code: 'pin_not_set' })
    expect(await ownedBy(base, memberId)).toEqual(before)
    await settle({ pinMissing: 'allow' })
    expect((await complete(token, cart)).status).toBe(201)
  })
})

describe('a lost card that stops spending', () => {
  it('rests stored value and passes, not what is paid in cash, until the card is found', async () => {
    const { shop, memberId, token } = await counter()
    const card = await api.call('POST', `/members/${memberId}/cards`, { token, body: { storeId: shop.storeId, form: 'physical' } })
    const block = { storeId: shop.storeId, why: 'lost', reason: '遗失', stopSpending: true }
    await api.call('POST', `/cards/${card.body.id}/block`, { token, body: block })
    const cart = cuts(shop, memberId, 1)
    expect((await quote(token, cart)).body.code).toBe('spending_stopped')
    const auto = (await quote(token, { ...cart, tenders: 'auto' })).body
    expect(auto).toMatchObject({ dueFen: 12_800, spendableFen: 0, notices: [{ code: 'spending_stopped' }] })
    // Still theirs, every fen of it.
    expect(auto.balances.before.principalFen).toBe(100_000)
    expect((await complete(token, { ...cart, tenders: [{ kind: 'cash', receivedFen: 12_800 }] })).status).toBe(201)
    // Whoever hands over a friend's phone money uses nothing that rests: there is nothing to be said.
    const friends = { ...cuts(shop, await memberWith(base, shop), 1), tenders: [{ kind: 'wechat', amountFen: 12_800, payerId: memberId }] }
    expect((await quote(token, friends)).body).toMatchObject({ dueFen: 0, notices: [] })
    await api.call('POST', `/cards/${card.body.id}/recovery`, { token, body: { storeId: shop.storeId, reason: '找到' } })
    expect((await complete(token, cart)).status).toBe(201)
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([87_200])
  })
})

describe('the cap on a card', () => {
  const topUpCart = (storeId: string, memberId: string, amountFen: number) => ({
    storeId,
    memberId,
    lines: [{ key: 'a', kind: 'top_up', amountFen }],
    tenders: [{ kind: 'cash', receivedFen: amountFen }],
  })

  it('is noted in the quote and refused at the sale, with the figures; what fits is sold', async () => {
    const { shop, memberId, token } = await counter(450_000)
    await settle({ complianceProfile: 'national' })
    const over = topUpCart(shop.storeId, memberId, 50_001)
    const figures = { capFen: 500_000, afterFen: 500_001, overFen: 1 }
    expect((await quote(token, over)).body.notices).toContainEqual({ code: 'card_cap_exceeded', params: figures })
    const before = await ownedBy(base, memberId)
    expect((await complete(token, over)).body).toMatchObject({ status: 409, code: 'card_cap_exceeded', params: figures })
    expect(await ownedBy(base, memberId)).toEqual(before)
    expect((await complete(token, topUpCart(shop.storeId, memberId, 50_000))).status).toBe(201)
    // Over by other ways is no obstacle to what is no top-up.
    await settle({ complianceProfile: 'off' })
    await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId, amountFen: 10_000 })
    await settle({ complianceProfile: 'national' })
    expect((await complete(token, { ...cuts(shop, memberId, 1) })).status).toBe(201)
    await settle({ complianceProfile: 'off' })
  })

  it('holds when two tills top up at once', async () => {
    const { shop, memberId, token } = await counter(300_000)
    await settle({ complianceProfile: 'national' })
    const cart = topUpCart(shop.storeId, memberId, 150_000)
    const answers = await Promise.all([complete(token, cart), complete(token, cart)])
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409])
    await settle({ complianceProfile: 'off' })
    expect((await ownedBy(base, memberId)).reduce((a, l) => a + l.remaining, 0)).toBe(450_000)
  })

  it('is one of another store too: the cap is the card’s, not the store’s', async () => {
    const { shop, memberId, token } = await counter(450_000)
    const other = await makeStore(base)
    await settle({ complianceProfile: 'national' })
    const refused = await quote(token, topUpCart(other.id, memberId, 60_000))
    expect(refused.body.notices).toMatchObject([{ code: 'card_cap_exceeded' }])
    await settle({ complianceProfile: 'off' })
    expect(shop.storeId).not.toBe(other.id)
  })
})
