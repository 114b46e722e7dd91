/** Gift cards: sold, spent by their code, claimed, and guessed at. */
import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makeTier } from '../../../test/factories/catalog.ts'
import { makeLevels } from '../../../test/factories/members.ts'
import { topUp } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { giftCodeOf } from '../../modules/cards/codes.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

async function counter() {
  await makeLevels(base)
  const shop = await openShop(base)
  const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
  return { shop, cashier }
}

const open = (who: SignedIn) => api.call('POST', '/gift-cards', { token: who.token, body: { storeId: who.storeId } })
const reveal = (who: SignedIn, id: string, headers = {}) => api.call('POST', `/gift-cards/${id}/code`, { token: who.token, headers })
const scan = (who: SignedIn, code: string) => api.call('POST', '/scans', { token: who.token, body: { storeId: who.storeId, code } })
const claim = (who: SignedIn, memberId: string, code: string, key: string = newId()) =>
  api.call('POST', '/gift-claims', {
    token: who.token,
    headers: { 'idempotency-key': key },
    body: { storeId: who.storeId, memberId, code },
  })

/** A gift card sold for cash: its id, holder and code. */
async function sold(shop: Shop, cashier: SignedIn, amountFen = 20_000) {
  const card = (await open(cashier)).body
  await topUp(base, cashier.actor, { storeId: shop.storeId, memberId: card.memberId, amountFen })
  const { code } = (await reveal(cashier, card.id)).body
  return { ...card, code } as { id: string; memberId: string; code: string }
}

function spendCart(shop: Shop, memberId: string) {
  return {
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
    tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
  }
}

async function complete(who: SignedIn, cart: object, pinProofId?: string) {
  const { quoteHash } = (await api.call('POST', '/quotes', { token: who.token, body: cart })).body
  return api.call('POST', `/tickets/${newId()}/completion`, {
    token: who.token,
    headers: { 'idempotency-key': newId() },
    body: { cart, quoteHash, ...(pinProofId ? { pinProofId } : {}) },
  })
}

const prove = (who: SignedIn, memberId: string, code: string) =>
  api.call('POST', `/members/${memberId}/pin-proofs`, {
    token: who.token,
    body: { storeId: who.storeId, limitFen: 12_800, secret: { kind: 'gift_code', code } },
  })

describe('a gift card', () => {
  it('is sold as a top-up of nobody, and shows its code once it is paid', async () => {
    const { shop, cashier } = await counter()
    const { body: card, status } = await open(cashier)
    expect([status, card.holderNumber]).toEqual([201, expect.stringMatching(/^G\d{6,}$/)])
    expect((await reveal(cashier, card.id)).body.code).toBe('gift_card_unpaid')
    await topUp(base, cashier.actor, { storeId: shop.storeId, memberId: card.memberId, amountFen: 20_000 })
    const shown = await reveal(cashier, card.id, { 'idempotency-key': 'kept-nowhere' })
    expect(shown.body.code).toMatch(/^G[0-9A-Z]{3}(-[0-9A-Z]{4}){3}$/)
    // Once to who sells; again only to who may reveal codes.
    expect((await reveal(cashier, card.id)).body.code).toBe('forbidden')
    expect((await reveal(shop.owner, card.id)).body).toEqual(shown.body)
    const row = await db().selectFrom('gift_card').selectAll().where('id', '=', card.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'open', member_id: card.memberId, store_id: shop.storeId, revealed_count: 2 })
    const kept = await db().selectFrom('idempotency_key').selectAll().execute()
    const audit = await db().selectFrom('audit_entry').selectAll().execute()
    const bare = shown.body.code.replaceAll('-', '')
    expect(JSON.stringify([row, kept, audit])).not.toMatch(new RegExp(`${bare}|${shown.body.code}`))
    expect(audit.filter((a) => a.subject_id === card.id).map((a) => [a.action, a.detail])).toEqual([
      ['gift_card.issue', { holderId: card.memberId }],
      ['gift_card.reveal', { isFirst: true }],
      ['gift_card.reveal', { isFirst: false }],
    ])
    // Nobody: no search, no list shows the holder.
    const list = await api.call('GET', '/members?limit=100', { token: cashier.token })
    expect(list.body.items.map((m: { id: string }) => m.id)).not.toContain(card.memberId)
    const cards = await api.call('GET', `/gift-cards?storeId=${shop.storeId}`, { token: cashier.token })
    expect(cards.body.items).toMatchObject([{ id: card.id, state: 'open', soldFen: 20_000, balanceFen: 20_000 }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is spent by its code, never without it', async () => {
    const { shop, cashier } = await counter()
    const { memberId, code } = await sold(shop, cashier)
    expect((await scan(cashier, code)).body).toMatchObject({ kind: 'gift_card', id: memberId, gift: { balanceFen: 20_000, state: 'open' } })
    const cart = spendCart(shop, memberId)
    const quoted = (await api.call('POST', '/quotes', { token: cashier.token, body: cart })).body
    expect(quoted.needsProof).toEqual({ kind: 'gift_code', amountFen: 12_800 })
    expect((await complete(cashier, cart)).body.code).toBe('pin_needed')
    const other = await sold(shop, cashier)
    expect((await prove(cashier, memberId, other.code)).body.code).toBe('gift_code_unknown')
    expect((await complete(cashier, cart, (await prove(cashier, other.memberId, other.code)).body.id)).body.code).toBe('pin_proof_invalid')
    expect((await complete(cashier, cart, (await prove(cashier, memberId, code)).body.id)).status).toBe(201)
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([7_200])
  })

  it('is claimed once: what is left becomes the member’s own, and the code is spent', async () => {
    const { shop, cashier } = await counter()
    const { id, memberId: holderId, code } = await sold(shop, cashier)
    const memberId = await memberWith(base, shop)
    const done = await claim(cashier, memberId, code.toLowerCase())
    expect([done.status, done.body.valueFen]).toEqual([201, 20_000])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([20_000])
    expect((await ownedBy(base, holderId)).map((l) => l.remaining)).toEqual([0])
    const row = await db().selectFrom('gift_card').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      state: 'claimed',
      claimed_by_member_id: memberId,
      claimed_by: cashier.staffId,
      claimed_store_id: shop.storeId,
    })
    expect((await api.call('GET', `/transfers/${done.body.id}`, { token: cashier.token })).body).toMatchObject({
      kind: 'claim',
      valueFen: 20_000,
    })
    expect((await claim(cashier, memberId, code)).body.code).toBe('gift_card_claimed')
    expect((await scan(cashier, code)).body).toMatchObject({ kind: 'gift_card', gift: { state: 'claimed', balanceFen: 0 } })
    expect((await reveal(shop.owner, id)).body.code).toBe('gift_card_claimed')
    expect(await findingsOf(base)).toEqual([])
  })

  it('is claimed once by many at once, and never claimed and spent', async () => {
    const { shop, cashier } = await counter()
    for (let round = 0; round < 4; round += 1) {
      const { memberId: holderId, code } = await sold(shop, cashier, 12_800)
      const members = [await memberWith(base, shop), await memberWith(base, shop)]
      const proofId = (await prove(cashier, holderId, code)).body.id
      const answers = await Promise.all([
        claim(cashier, members[0] ?? '', code),
        claim(cashier, members[1] ?? '', code),
        complete(cashier, spendCart(shop, holderId), proofId),
      ])
      expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
      const left = (await Promise.all([...members, holderId].map((m) => ownedBy(base, m)))).flat().reduce((a, l) => a + l.remaining, 0)
      expect([0, 12_800]).toContain(left)
    }
    expect(await findingsOf(base)).toEqual([])
  })

  it('is worth what it says: a bonus is for members', async () => {
    const { shop, cashier } = await counter()
    await makeTier(base)
    const memberId = await memberWith(base, shop, { storedFen: 100_000 })
    expect((await ownedBy(base, memberId)).map((l) => [l.kind, l.remaining]).sort()).toEqual([
      ['bonus', 15_000],
      ['principal', 100_000],
    ])
    const gift = await sold(shop, cashier, 100_000)
    expect((await ownedBy(base, gift.memberId)).map((l) => [l.kind, l.remaining])).toEqual([['principal', 100_000]])
  })

  it('keeps to the cap of unnamed cards', async () => {
    const { shop, cashier } = await counter()
    const set = async (complianceProfile: string) => {
      const { version } = (await api.call('GET', '/settings', { token: shop.owner.token })).body
      await api.call('PATCH', '/settings', {
        token: shop.owner.token,
        body: { cards: { complianceProfile } },
        headers: { 'if-match': `"${version}"` },
      })
    }
    await set('national')
    const card = (await open(cashier)).body
    const cart = (amountFen: number) => ({
      storeId: shop.storeId,
      memberId: card.memberId,
      lines: [{ key: 'a', kind: 'top_up', amountFen }],
      tenders: [{ kind: 'wechat', amountFen }],
    })
    expect((await complete(cashier, cart(100_001))).body).toMatchObject({
      code: 'card_cap_exceeded',
      params: { capFen: 100_000, overFen: 1 },
    })
    expect((await complete(cashier, cart(100_000))).status).toBe(201)
    await set('off')
  })

  it('is not transferred without its code, nor to nobody, and answers who may not with nothing', async () => {
    const { shop, cashier } = await counter()
    const { id, memberId: holderId, code } = await sold(shop, cashier)
    const memberId = await memberWith(base, shop)
    const body = {
      storeId: shop.storeId,
      fromMemberId: holderId,
      toMemberId: memberId,
      parts: 'all',
      reason: 'x',
      expectedValueFen: 20_000,
    }
    const taken = await api.call('POST', '/transfers', { token: shop.owner.token, headers: { 'idempotency-key': newId() }, body })
    expect(taken.body.code).toBe('member_unfit')
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    expect((await open(stylist)).body.code).toBe('forbidden')
    expect((await claim(stylist, memberId, code)).body.code).toBe('forbidden')
    expect((await reveal(elsewhere, id)).body.code).toBe('not_found')
    expect((await claim(cashier, newId(), code)).body.code).toBe('not_found')
    expect((await claim(cashier, holderId, code)).body.code).toBe('member_unfit')
    expect((await ownedBy(base, holderId)).map((l) => l.remaining)).toEqual([20_000])
    expect((await db().selectFrom('gift_card').select('state').where('id', '=', id).executeTakeFirst())?.state).toBe('open')
  })

  it('is guessed at five times, then not for a while; a mistyped code is no guess', async () => {
    const { shop, cashier } = await counter()
    const { code } = await sold(shop, cashier)
    for (let i = 0; i < 8; i += 1) expect((await scan(cashier, 'G234-5678-9ABC-DEFG')).body).toMatchObject({ kind: 'unknown' })
    const guess = (n: number) => giftCodeOf(Buffer.alloc(32, n))
    for (let i = 1; i <= 5; i += 1) expect((await scan(cashier, guess(i))).body.code).toBe('gift_code_unknown')
    expect((await scan(cashier, code)).body.code).toBe('gift_code_locked')
    expect((await claim(cashier, await memberWith(base, shop), code)).body.code).toBe('gift_code_locked')
    // One person's guesses do not lock the till of another.
    expect((await scan(shop.owner, code)).status).toBe(200)
    base.runtime.clock.setTo(MORNING.add({ minutes: 1 }))
    expect((await scan(cashier, code)).status).toBe(200)
    base.runtime.clock.setTo(MORNING)
  })
})
