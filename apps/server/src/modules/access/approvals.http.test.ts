import { describe, expect, it } from 'vitest'
import { makeStore, type SignedIn, signInAs, TEST_PASSWORD, TEST_PIN } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)

async function later<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  try {
    return await run()
  } finally {
    base.runtime.clock.setTo(start)
  }
}

describe('approvals', () => {
  async function desk(): Promise<{ storeId: string; cashier: SignedIn; manager: SignedIn }> {
    const storeId = (await makeStore(base)).id
    return { storeId, cashier: await signInAs(base, 'cashier', { storeId }), manager: await signInAs(base, 'manager', { storeId }) }
  }
  const ask = (who: SignedIn, body: object) => api.call('POST', '/approvals', { token: who.token, body })

  it('are given by a colleague named in the list, with the PIN', async () => {
    const { storeId, cashier, manager } = await desk()
    const list = await api.call('GET', `/approvers?storeId=${storeId}&act=discount`, { token: cashier.token })
    const mine = list.body.items.find((a: { staffId: string }) => a.staffId === manager.staffId)
    expect(mine).toMatchObject({ roles: [{ role: 'manager', name: null }], limitBp: 3_000, limitFen: null })
    expect(list.body.items.map((a: { staffId: string }) => a.staffId)).not.toContain(cashier.staffId)
    const own = await api.call('GET', `/approvers?storeId=${storeId}&act=discount`, { token: manager.token })
    expect(own.body.items.map((a: { staffId: string }) => a.staffId)).not.toContain(manager.staffId)
    const answer = await ask(cashier, { storeId, act: 'discount', approverId: manager.staffId, pin: TEST_PIN, bp: 1_500 })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ limitBp: 1_500, limitFen: null })
  })

  it("are never one's own, however right the PIN", async () => {
    const { storeId, manager } = await desk()
    const answer = await ask(manager, { storeId, act: 'discount', approverId: manager.staffId, pin: TEST_PIN, bp: 100 })
    expect([answer.status, answer.body.code]).toEqual([403, 'approval_own'])
  })

  it('count wrong PINs although they are refused, and lock', async () => {
    const { storeId, cashier, manager } = await desk()
    const body = { storeId, act: 'discount', approverId: manager.staffId, bp: 100 }
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const answer = await ask(cashier, { ...body, pin: '9999' })
      expect([answer.status, answer.body.code, answer.body.params]).toEqual([403, 'pin_wrong', { triesLeft }])
    }
    const locked = await ask(cashier, { ...body, pin: TEST_PIN })
    expect([locked.status, locked.body.code, locked.body.params]).toEqual([429, 'pin_locked', { retryAfterSeconds: 30 }])
    expect(await db().selectFrom('approval').select('id').where('approver_id', '=', manager.staffId).execute()).toEqual([])
    const after = await later({ seconds: 31 }, () => ask(cashier, { ...body, pin: TEST_PIN }))
    expect(after.status).toBe(201)
    expect((await ask(cashier, { ...body, pin: '9999' })).body.params).toEqual({ triesLeft: 4 })
  })

  it('are refused beyond the limit without a word about the PIN', async () => {
    const { storeId, cashier, manager } = await desk()
    const answer = await ask(cashier, { storeId, act: 'discount', approverId: manager.staffId, pin: '9999', bp: 5_000 })
    expect([answer.status, answer.body.code]).toEqual([403, 'approval_beyond_limit'])
  })

  it('follow a PIN that was changed, which needs the password and may not be trivial', async () => {
    const { storeId, cashier, manager } = await desk()
    const change = (currentPassword: string, pin: string) =>
      api.call('PUT', '/session/pin', { token: manager.token, body: { currentPassword, pin } })
    expect((await change('wrong-password', '804126')).body.code).toBe('password_wrong')
    for (const weak of ['0000', '1234', '8765', '123', '12a4', '123456789']) expect((await change(TEST_PASSWORD, weak)).status).toBe(422)
    expect((await change(TEST_PASSWORD, '804126')).status).toBe(200)
    const body = { storeId, act: 'refund', approverId: manager.staffId, fen: 50_000 }
    expect((await ask(cashier, { ...body, pin: TEST_PIN })).body.code).toBe('pin_wrong')
    expect((await ask(cashier, { ...body, pin: '804126' })).body).toMatchObject({ limitBp: null, limitFen: 50_000 })
  })
})
