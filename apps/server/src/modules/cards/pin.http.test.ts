/** The payment PIN: set, changed, guessed at, given anew, and proved. */
import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { useProof } from './pin.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const PIN = '402917'

async function desk() {
  const cashier = await signInAs(base, 'cashier')
  const manager = await signInAs(base, 'manager', { storeId: cashier.storeId })
  const member = await makeMember(base, { homeStoreId: cashier.storeId, phone: '13800138123' })
  return { cashier, manager, memberId: member.id }
}

const set = (who: SignedIn, memberId: string, pin: string, current?: string) =>
  api.call('PUT', `/members/${memberId}/pin`, { token: who.token, body: { storeId: who.storeId, pin, ...(current ? { current } : {}) } })

const prove = (who: SignedIn, memberId: string, pin: string, limitFen = 60_000) =>
  api.call('POST', `/members/${memberId}/pin-proofs`, {
    token: who.token,
    body: { storeId: who.storeId, limitFen, secret: { kind: 'pin', pin } },
  })

const reset = (who: SignedIn, memberId: string, more: object = {}) =>
  api.call('POST', `/members/${memberId}/pin-reset`, {
    token: who.token,
    body: {
      storeId: who.storeId,
      pin: '918273',
      reason: 'forgotten',
      identity: { kind: 'phone_last4', last4: '8123' },
      staffPin: TEST_PIN,
      ...more,
    },
  })

const state = async () => ({
  guards: await db().selectFrom('member_guard').selectAll().orderBy('member_id').execute(),
  proofs: await db().selectFrom('pin_proof').selectAll().orderBy('id').execute(),
})

describe('a payment PIN', () => {
  it('is set once, and changed only with the one before', async () => {
    const { cashier, memberId } = await desk()
    expect((await set(cashier, memberId, PIN)).body).toEqual({ memberId, hasPin: true })
    expect((await set(cashier, memberId, '518264')).body.code).toBe('member_pin_exists')
    expect((await set(cashier, memberId, '518264', '000001')).body).toMatchObject({ code: 'member_pin_wrong', params: { triesLeft: 4 } })
    expect((await set(cashier, memberId, '518264', PIN)).status).toBe(200)
    expect((await prove(cashier, memberId, '518264')).status).toBe(201)
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', memberId)
      .orderBy('seq')
      .execute()
    expect(audit).toMatchObject([
      { action: 'member.enrol' },
      { action: 'pin.set', detail: { isChange: false } },
      { action: 'pin.set', detail: { isChange: true } },
      { action: 'pin.prove', detail: { limitFen: 60_000, by: 'pin' } },
    ])
    const { pin_hash: hash } = await db()
      .selectFrom('member_guard')
      .select('pin_hash')
      .where('member_id', '=', memberId)
      .executeTakeFirstOrThrow()
    expect(hash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(audit)).not.toContain('518264')
  })

  it('of two set at once one stands', async () => {
    const { cashier, memberId } = await desk()
    const answers = await Promise.all([set(cashier, memberId, PIN), set(cashier, memberId, '518264')])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
  })

  it.each(['1234', '12345678', '111111', '123456', '98765４'])('%s is none', async (pin) => {
    const { cashier, memberId } = await desk()
    expect((await set(cashier, memberId, pin)).body.code).toBe('invalid_input')
  })

  it('locks after five wrong ones, longer each time, also for the right one', async () => {
    const { cashier, memberId } = await desk()
    await set(cashier, memberId, PIN)
    const left = []
    for (let i = 0; i < 5; i += 1) left.push((await prove(cashier, memberId, '000001')).body.params.triesLeft)
    expect(left).toEqual([4, 3, 2, 1, 0])
    expect((await prove(cashier, memberId, PIN)).body).toMatchObject({
      code: 'member_pin_locked',
      params: { retryAfterSeconds: expect.any(Number) },
    })
    const cards = await api.call('GET', `/members/${memberId}/cards`, { token: cashier.token })
    expect(cards.body).toMatchObject({ hasPin: true, pinLockedUntil: expect.stringMatching(/^2026-11-22T02:00:3\d/) })
    base.runtime.clock.setTo(MORNING.add({ seconds: 50 }))
    expect((await prove(cashier, memberId, '000001')).body.code).toBe('member_pin_wrong')
    expect((await prove(cashier, memberId, PIN)).body).toMatchObject({ code: 'member_pin_locked' })
    base.runtime.clock.setTo(MORNING.add({ seconds: 100 }))
    expect((await prove(cashier, memberId, PIN)).body.code).toBe('member_pin_locked')
    base.runtime.clock.setTo(MORNING.add({ minutes: 5 }))
    expect((await prove(cashier, memberId, PIN)).status).toBe(201)
    expect((await prove(cashier, memberId, '000001')).body.params.triesLeft).toBe(4)
    base.runtime.clock.setTo(MORNING)
  })

  it('is guessed at by many at once no more often than by one', async () => {
    const { cashier, memberId } = await desk()
    await set(cashier, memberId, PIN)
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, i) => prove(cashier, memberId, `00000${i % 10}`)))
    expect(guesses.filter((g) => g.body.code === 'member_pin_wrong')).toHaveLength(5)
    expect(guesses.filter((g) => g.body.code === 'member_pin_locked')).toHaveLength(7)
  })

  it('is given anew by who may, who typed their own PIN, to whom the shop knows', async () => {
    const { cashier, manager, memberId } = await desk()
    await set(cashier, memberId, PIN)
    for (let i = 0; i < 5; i += 1) await prove(cashier, memberId, '000001')
    const before = await state()
    expect((await reset(cashier, memberId)).body.code).toBe('forbidden')
    expect((await reset(manager, memberId, { staffPin: '000000' })).body.code).toBe('pin_wrong')
    expect((await reset(manager, memberId, { identity: { kind: 'phone_last4', last4: '0000' } })).body.code).toBe('identity_unproven')
    expect((await reset(manager, newId())).body.code).toBe('not_found')
    expect(await state()).toEqual(before)
    expect((await reset(manager, memberId)).status).toBe(200)
    expect((await prove(cashier, memberId, '918273')).status).toBe(201)
    const audit = await db()
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'pin.reset')
      .where('subject_id', '=', memberId)
      .execute()
    expect(audit).toEqual([{ detail: { reason: 'forgotten', identity: 'phone_last4' } }])
  })
})

describe('a proof of the PIN', () => {
  it('is used once, by whom it was given to, there, for as much', async () => {
    const { cashier, manager, memberId } = await desk()
    await set(cashier, memberId, PIN)
    const proof = (await prove(cashier, memberId, PIN)).body
    expect(await db().selectFrom('pin_proof').selectAll().where('id', '=', proof.id).executeTakeFirst()).toMatchObject({
      member_id: memberId,
      requester_id: cashier.staffId,
      store_id: cashier.storeId,
      limit_fen: 60_000,
      used_at: null,
    })
    const use = (actor: SignedIn, more: object = {}) =>
      write(base.runtime, base.brand, actor.actor, (ctx) =>
        useProof(ctx, { proofId: proof.id, memberId, storeId: cashier.storeId, usedFor: newId(), amountFen: 60_000, ...more }),
      ).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      )
    const other = await makeMember(base)
    expect(await use(cashier, { amountFen: 60_001 })).toBe('pin_proof_invalid')
    expect(await use(cashier, { memberId: other.id })).toBe('pin_proof_invalid')
    expect(await use(cashier, { storeId: newId() })).toBe('pin_proof_invalid')
    expect(await use(manager)).toBe('pin_proof_invalid')
    expect((await Promise.all([use(cashier), use(cashier)])).sort()).toEqual(['ok', 'pin_proof_invalid'])
    const late = (await prove(cashier, memberId, PIN)).body
    base.runtime.clock.setTo(MORNING.add({ minutes: 6 }))
    expect(await use(cashier, { proofId: late.id })).toBe('pin_proof_invalid')
    base.runtime.clock.setTo(MORNING)
  })

  it('takes a PIN that is there, of a member that is there', async () => {
    const { cashier, memberId } = await desk()
    expect((await prove(cashier, memberId, PIN)).body.code).toBe('member_pin_missing')
    expect((await prove(cashier, newId(), PIN)).body.code).toBe('not_found')
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    expect((await prove(stylist, memberId, PIN)).body.code).toBe('forbidden')
  })
})
