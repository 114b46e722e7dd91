/** Cards over HTTP: every verb, what is found by a number, and who may. */
import { describe, expect, it } from 'vitest'
import { makeBrand, type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { hasCheckDigit } from '../../../test/factories/check-digit.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

async function desk() {
  const cashier = await signInAs(base, 'cashier')
  const member = await makeMember(base, { homeStoreId: cashier.storeId })
  return { cashier, memberId: member.id }
}

const issue = (who: SignedIn, memberId: string, more: object = {}) =>
  api.call('POST', `/members/${memberId}/cards`, { token: who.token, body: { storeId: who.storeId, form: 'physical', ...more } })

const act = (who: SignedIn, cardId: string, verb: string, more: object = {}) =>
  api.call('POST', `/cards/${cardId}/${verb}`, { token: who.token, body: { storeId: who.storeId, ...more } })

const cardsOf = async (who: SignedIn, memberId: string) => (await api.call('GET', `/members/${memberId}/cards`, { token: who.token })).body

const foundBy = async (who: SignedIn, q: string) =>
  (await api.call('GET', `/members?q=${encodeURIComponent(q)}`, { token: who.token })).body.items as {
    id: string
    foundCard?: { number: string; state: string }
  }[]

const auditOf = (cardId: string) =>
  db().selectFrom('audit_entry').select(['action', 'detail']).where('subject_id', '=', cardId).orderBy('seq').execute()

const everything = async () => ({
  cards: await db().selectFrom('member_card').selectAll().orderBy('id').execute(),
  events: await db().selectFrom('card_event').selectAll().orderBy('id').execute(),
  guards: await db().selectFrom('member_guard').selectAll().orderBy('member_id').execute(),
  tokens: await db()
    .selectFrom('member_token')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirst(),
})

describe('issuing a card', () => {
  it('gives the next number of the pattern, finds the member by it, and writes down who did it where', async () => {
    const { cashier, memberId } = await desk()
    const issued = await issue(cashier, memberId)
    expect([issued.status, issued.body.state]).toEqual([201, 'active'])
    expect(issued.body.number).toMatch(/^8\d{9}$/)
    expect(hasCheckDigit(issued.body.number)).toBe(true)
    const { cards } = await cardsOf(cashier, memberId)
    expect(cards).toMatchObject([
      { number: issued.body.number, form: 'physical', state: 'active', storeId: cashier.storeId, events: [{ verb: 'issue' }] },
    ])
    expect(await auditOf(issued.body.id)).toEqual([
      { action: 'card.issue', detail: { memberId, number: issued.body.number, form: 'physical', isActive: true } },
    ])
    expect(await foundBy(cashier, issued.body.number)).toMatchObject([{ id: memberId, foundCard: { state: 'active' } }])
    const spaced = issued.body.number.replace(/(....)/g, '$1 ')
    expect(await foundBy(cashier, spaced)).toMatchObject([{ id: memberId }])
  })

  it('takes a number that stands on the card, and waits for its activation', async () => {
    const { cashier, memberId } = await desk()
    const number = `VIP${newId().slice(-6).toUpperCase()}`
    const issued = await issue(cashier, memberId, { number: number.toLowerCase(), activate: false })
    expect(issued.body).toMatchObject({ number, state: 'issued' })
    expect((await act(cashier, issued.body.id, 'activation')).body.state).toBe('active')
    expect((await act(cashier, issued.body.id, 'activation')).body).toMatchObject({ code: 'card_state_unfit', params: { state: 'active' } })
    const row = await db().selectFrom('member_card').selectAll().where('id', '=', issued.body.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'active', activated_by: cashier.staffId, activated_store_id: cashier.storeId })
    expect((await auditOf(issued.body.id)).map((a) => a.action)).toEqual(['card.issue', 'card.activate'])
  })

  it('is refused without the ability, for nobody, for a number that is taken or money, and changes nothing', async () => {
    const { cashier, memberId } = await desk()
    const { body: card } = await issue(cashier, memberId)
    const other = await makeMember(base)
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    const before = await everything()
    const code = async (answer: ReturnType<typeof issue>) => (await answer).body.code
    expect(await code(issue(stylist, memberId))).toBe('forbidden')
    expect(await code(issue({ ...cashier, storeId: elsewhere.storeId }, memberId))).toBe('not_found')
    expect(await code(issue(cashier, newId()))).toBe('member_unfit')
    expect(await code(issue(cashier, other.id, { number: card.number }))).toBe('card_number_taken')
    expect(await code(issue(cashier, memberId, { number: other.number }))).toBe('card_number_taken')
    expect(await code(issue(cashier, memberId, { number: '134567890123456789' }))).toBe('card_number_unfit')
    expect(await code(issue(cashier, memberId, { number: '会员卡一二三四' }))).toBe('card_number_unfit')
    expect(await everything()).toEqual(before)
  })

  it('happens once under one key', async () => {
    const { cashier, memberId } = await desk()
    const once = () =>
      api.call('POST', `/members/${memberId}/cards`, {
        token: cashier.token,
        headers: { 'idempotency-key': `card-${memberId}` },
        body: { storeId: cashier.storeId, form: 'virtual' },
      })
    const [first, second] = [await once(), await once()]
    expect([second.body, second.headers['idempotency-replayed']]).toEqual([first.body, 'true'])
    expect((await cardsOf(cashier, memberId)).cards).toHaveLength(1)
  })

  it('passes a running number over that somebody took by hand', async () => {
    const { cashier, memberId } = await desk()
    const first = (await issue(cashier, memberId)).body
    const next = await db()
      .selectFrom('member_card')
      .select((eb) => eb.fn.max('card_no').as('max'))
      .executeTakeFirstOrThrow()
    // The number after the next: taking it by hand uses the next running number up.
    const { cardNumberOf } = await import('./codes.ts')
    const taken = cardNumberOf({ prefix: '8', digits: 8 }, Number(next.max) + 2)
    expect((await issue(cashier, memberId, { number: taken })).status).toBe(201)
    const third = (await issue(cashier, memberId)).body
    expect(third.number).toBe(cardNumberOf({ prefix: '8', digits: 8 }, Number(next.max) + 3))
    expect(first.number).not.toBe(third.number)
  })
})

describe('a lost card', () => {
  it('is dead at once, and good again once it is found', async () => {
    const { cashier, memberId } = await desk()
    const { id, number } = (await issue(cashier, memberId)).body
    expect((await act(cashier, id, 'block', { why: 'lost', reason: '出租车上' })).body).toEqual({ cardId: id, state: 'lost' })
    expect(await foundBy(cashier, number)).toMatchObject([{ id: memberId, foundCard: { number, state: 'lost' } }])
    expect(await cardsOf(cashier, memberId)).toMatchObject({ isSpendingStopped: false, cards: [{ state: 'lost' }] })
    expect((await act(cashier, id, 'block', { why: 'lost', reason: '又丢' })).body.code).toBe('card_state_unfit')
    expect((await act(cashier, id, 'recovery', { reason: '找到了' })).body.state).toBe('active')
    expect(await auditOf(id)).toMatchObject([
      { action: 'card.issue' },
      { action: 'card.lose', detail: { memberId, stopSpending: false } },
      { action: 'card.recover', detail: { memberId } },
    ])
    expect((await cardsOf(cashier, memberId)).cards[0].events.map((e: { verb: string; reason: string }) => [e.verb, e.reason])).toEqual([
      ['recover', '找到了'],
      ['lose', '出租车上'],
      ['issue', ''],
    ])
  })

  it('stops spending when asked, until the last such card is found or replaced', async () => {
    const { cashier, memberId } = await desk()
    const [a, b] = [(await issue(cashier, memberId)).body, (await issue(cashier, memberId, { form: 'virtual' })).body]
    await act(cashier, a.id, 'block', { why: 'lost', reason: 'x', stopSpending: true })
    await act(cashier, b.id, 'block', { why: 'frozen', reason: 'x', stopSpending: true })
    expect((await cardsOf(cashier, memberId)).isSpendingStopped).toBe(true)
    await act(cashier, a.id, 'recovery', { reason: 'x' })
    expect((await cardsOf(cashier, memberId)).isSpendingStopped).toBe(true)
    await act(cashier, b.id, 'replacement', { kind: 'reissue', reason: 'x' })
    expect((await cardsOf(cashier, memberId)).isSpendingStopped).toBe(false)
  })

  it('is replaced: only the number moves; the old number finds the member, also after the member was edited', async () => {
    const { cashier, memberId } = await desk()
    const old = (await issue(cashier, memberId)).body
    await act(cashier, old.id, 'block', { why: 'lost', reason: '遗失' })
    const fresh = await act(cashier, old.id, 'replacement', { kind: 'reissue', reason: '遗失补卡' })
    expect([fresh.status, fresh.body.state]).toEqual([201, 'active'])
    const { cards } = await cardsOf(cashier, memberId)
    expect(cards).toMatchObject([
      { number: fresh.body.number, state: 'active', replacesNumber: old.number },
      { number: old.number, state: 'replaced', replacedByNumber: fresh.body.number },
    ])
    await api.call('PATCH', `/members/${memberId}`, { token: cashier.token, body: { name: '改了名' }, headers: { 'if-match': '"1"' } })
    await api.call('PUT', `/members/${memberId}/tags`, { token: cashier.token, body: { tagIds: [] } })
    expect(await foundBy(cashier, old.number)).toMatchObject([{ id: memberId, foundCard: { number: old.number, state: 'replaced' } }])
    expect(await foundBy(cashier, fresh.body.number)).toMatchObject([{ id: memberId, foundCard: { state: 'active' } }])
    expect(await auditOf(old.id)).toMatchObject([
      { action: 'card.issue' },
      { action: 'card.lose' },
      { action: 'card.reissue', detail: { newCardId: fresh.body.id, oldNumber: old.number, newNumber: fresh.body.number } },
    ])
    expect((await act(cashier, old.id, 'replacement', { kind: 'swap', reason: '再换' })).body.code).toBe('card_state_unfit')
  })

  it('is replaced once, however many try at the same time', async () => {
    const { cashier, memberId } = await desk()
    const old = (await issue(cashier, memberId)).body
    const swap = () => act(cashier, old.id, 'replacement', { kind: 'swap', reason: '换号' })
    const answers = await Promise.all([swap(), swap(), swap()])
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409])
    expect((await cardsOf(cashier, memberId)).cards).toHaveLength(2)
  })

  it('is closed for good, and is nothing to another brand or to who may not', async () => {
    const { cashier, memberId } = await desk()
    const { id } = (await issue(cashier, memberId)).body
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    const foreigner = await signInAs(base, 'owner', { brand: await makeBrand(base) })
    const before = await everything()
    for (const verb of ['block', 'recovery', 'closure', 'replacement', 'activation']) {
      const body =
        verb === 'block' ? { why: 'lost', reason: 'x' } : verb === 'replacement' ? { kind: 'swap', reason: 'x' } : { reason: 'x' }
      const fitting = verb === 'activation' ? {} : body
      expect((await act(stylist, id, verb, fitting)).body.code).toBe('forbidden')
      expect((await act(foreigner, id, verb, fitting)).body.code).toBe('not_found')
      expect((await act(cashier, newId(), verb, fitting)).body.code).toBe('not_found')
    }
    expect(await everything()).toEqual(before)
    expect((await act(cashier, id, 'closure', { reason: '不用了' })).body.state).toBe('closed')
    expect((await act(cashier, id, 'recovery', { reason: 'x' })).body.code).toBe('card_state_unfit')
  })
})

describe('the face of a card', () => {
  it('is a picture with its number and QR while it is in use', async () => {
    const { cashier, memberId } = await desk()
    const { id, number } = (await issue(cashier, memberId)).body
    const face = (await api.call('GET', `/cards/${id}/face`, { token: cashier.token })).body
    expect(face.svg).toMatch(/^<svg [^>]*viewBox="0 0 85.6 54">/)
    expect(face.svg).toContain(number.replace(/(....)(?=.)/g, '$1 '))
    expect(face.svg).toContain('测试美发')
    expect(face.svg).toContain('<path ')
    await act(cashier, id, 'block', { why: 'lost', reason: 'x' })
    expect((await api.call('GET', `/cards/${id}/face`, { token: cashier.token })).status).toBe(404)
    expect((await api.call('GET', `/cards/${id}/phone-code`, { token: cashier.token })).status).toBe(404)
    base.runtime.clock.setTo(MORNING)
  })
})

describe('the list of cards', () => {
  it('is asked by number or state, page by page', async () => {
    const { cashier, memberId } = await desk()
    const a = (await issue(cashier, memberId)).body
    const b = (await issue(cashier, memberId)).body
    await act(cashier, a.id, 'block', { why: 'lost', reason: 'x' })
    const list = async (query: string) => (await api.call('GET', `/cards?${query}`, { token: cashier.token })).body
    expect((await list(`number=${b.number}`)).items).toMatchObject([{ id: b.id, memberId, state: 'active' }])
    expect((await list('state=lost')).items[0]).toMatchObject({ id: a.id })
    const first = await list('limit=1')
    expect(first.items).toMatchObject([{ id: b.id }])
    expect((await list(`limit=1&cursor=${first.nextCursor}`)).items).toMatchObject([{ id: a.id }])
  })
})
