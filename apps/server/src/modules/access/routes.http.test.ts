import { describe, expect, it } from 'vitest'
import { makeBrand, randomCode, signInAs, TEST_PASSWORD } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { DEMO_PASSWORD, DEMO_PIN } from './demo.ts'

const base = useDatabase()
const api = openApi(base)

let address = 0
/** Each sign-in of a test from an address of its own, so that only the test of the limit by address meets it. */
const from = () => `10.0.${Math.floor(++address / 250)}.${(address % 250) + 1}`

const signIn = (signInName: string, password: string, brand = 'test', remoteAddress = from()) =>
  api.call('POST', '/session', { body: { brand, signInName, password }, remoteAddress })

async function later<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  try {
    return await run()
  } finally {
    base.runtime.clock.setTo(start)
  }
}

const db = () => base.runtime.brands.dbOf(base.brand)

describe('POST /session', () => {
  it('signs in, sets a cookie no page can read, and keeps only the hash of the token', async () => {
    const cashier = await signInAs(base, 'cashier')
    const answer = await signIn(`  ${cashier.signInName.toUpperCase()} `, TEST_PASSWORD)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      staff: { id: cashier.staffId, position: 'cashier' },
      brand: { slug: 'test', name: '测试美发', trade: 'hair', isDemo: false },
      roles: [{ role: 'cashier', storeId: cashier.storeId }],
      stores: [{ id: cashier.storeId, zone: 'Asia/Shanghai', rounding: 'none' }],
      discountLimitBp: 500,
      settings: { spendOrder: 'proportional' },
    })
    expect(answer.body.abilities).toContain('sell Ticket')
    expect(answer.body.abilities).not.toContain('void Ticket')
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^yb_session=test\.[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/)
    const rows = await db().selectFrom('session').selectAll().where('staff_id', '=', cashier.staffId).execute()
    expect(JSON.stringify(rows)).not.toContain(answer.body.token.slice(5))
    const me = await api.call('GET', '/session', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    const { token: _, ...rest } = answer.body
    expect(me.body).toEqual(rest)
  })

  it('answers a wrong password, an unknown name, an unknown brand and somebody who left alike', async () => {
    const known = await signInAs(base, 'cashier')
    const left = await signInAs(base, 'cashier')
    await db().updateTable('staff').set({ is_active: false }).where('id', '=', left.staffId).execute()
    const answers = [
      await signIn(known.signInName, 'wrong-password'),
      await signIn('nobody-at-all', TEST_PASSWORD),
      await signIn(known.signInName, TEST_PASSWORD, 'nowhere'),
      await signIn(left.signInName, TEST_PASSWORD),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(401)
      expect(answer.body).toEqual(answers[0]?.body)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(answers[0]?.body.code).toBe('sign_in_failed')
  })

  it('locks a name after five wrong tries, longer each time, whether or not anybody has it', async () => {
    const known = await signInAs(base, 'cashier')
    for (const name of [known.signInName, `ghost-${randomCode(6)}`]) {
      const lockedFor = async () => {
        const answer = await signIn(name, TEST_PASSWORD)
        expect([answer.status, answer.body.code]).toEqual([429, 'account_locked'])
        return answer.body.params.retryAfterSeconds
      }
      for (let i = 0; i < 5; i += 1) expect((await signIn(name, 'wrong-password')).status).toBe(401)
      expect(await lockedFor()).toBe(30)
      await later({ seconds: 31 }, async () => {
        expect((await signIn(name, 'wrong-password')).status).toBe(401)
        expect(await lockedFor()).toBe(60)
      })
      await later({ seconds: 100 }, async () => {
        expect((await signIn(name, 'wrong-password')).status).toBe(401)
        expect(await lockedFor()).toBe(120)
      })
    }
    await later({ seconds: 300 }, async () => {
      expect((await signIn(known.signInName, TEST_PASSWORD)).status).toBe(200)
      for (let i = 0; i < 5; i += 1) expect((await signIn(known.signInName, 'wrong-password')).status).toBe(401)
    })
  })

  it('never waits longer than an hour', async () => {
    const name = `ghost-${randomCode(6)}`
    let hours = 0
    for (let i = 0; i < 20; i += 1) {
      await later({ hours }, () => signIn(name, 'wrong-password'))
      hours += 2
    }
    const answer = await later({ hours: hours - 2, seconds: 5 }, () => signIn(name, 'wrong-password'))
    expect(answer.body.params.retryAfterSeconds).toBeGreaterThan(3_500)
    expect(answer.body.params.retryAfterSeconds).toBeLessThanOrEqual(3_600)
  })

  it('counts tries made at once: no more than five get through', async () => {
    const known = await signInAs(base, 'cashier')
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(known.signInName, 'wrong-password')))
    expect(answers.filter((a) => a.status === 401)).toHaveLength(5)
    expect(answers.filter((a) => a.status === 429)).toHaveLength(7)
  })

  it('writes a refusal down without name or password', async () => {
    const known = await signInAs(base, 'cashier')
    await signIn(known.signInName, 'wrong-password')
    const entries = await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', known.staffId).execute()
    expect(entries.map((e) => e.action)).toEqual(['session.refuse'])
    expect(JSON.stringify(entries)).not.toContain(known.signInName)
  })

  it('limits one address to thirty tries a minute', async () => {
    const here = from()
    const codes: number[] = []
    for (let i = 0; i < 31; i += 1) {
      codes.push((await api.call('POST', '/session', { body: { signInName: 'x' }, remoteAddress: here })).status)
    }
    expect(codes.slice(0, 30).every((code) => code === 422)).toBe(true)
    expect(codes[30]).toBe(429)
  })

  it('asks which brand when there are several', async () => {
    await makeBrand(base)
    const answer = await api.call('POST', '/session', { body: { signInName: 'somebody', password: 'whatever' }, remoteAddress: from() })
    expect([answer.status, answer.body.code]).toEqual([422, 'brand_required'])
  })
})

describe('sessions', () => {
  it('end at sign-out, and at once', async () => {
    const { token } = await signInAs(base, 'cashier')
    const out = await api.call('DELETE', '/session', { token })
    expect(out.status).toBe(200)
    expect(String(out.headers['set-cookie'])).toMatch(/^yb_session=; /)
    expect((await api.call('GET', '/session', { token })).body.code).toBe('not_signed_in')
    expect((await api.call('DELETE', '/session', { token })).status).toBe(401)
  })

  it('are listed for oneself, and for anybody by an owner', async () => {
    const cashier = await signInAs(base, 'cashier')
    const owner = await signInAs(base, 'owner')
    await signIn(cashier.signInName, TEST_PASSWORD)
    const own = await api.call('GET', '/sessions?limit=1', { token: cashier.token })
    expect(own.body.items).toHaveLength(1)
    expect(own.body.items[0].isCurrent).toBe(false)
    const rest = await api.call('GET', `/sessions?limit=1&cursor=${own.body.nextCursor}`, { token: cashier.token })
    expect(rest.body).toMatchObject({ items: [{ id: cashier.actor.sessionId, isCurrent: true }], nextCursor: null })
    expect((await api.call('GET', `/sessions?staffId=${owner.staffId}`, { token: cashier.token })).status).toBe(403)
    const all = await api.call('GET', `/sessions?staffId=${cashier.staffId}`, { token: owner.token })
    expect(all.body.items).toHaveLength(2)
  })

  it('of another can be ended by an owner only; for others they do not exist', async () => {
    const cashier = await signInAs(base, 'cashier')
    const manager = await signInAs(base, 'manager', { storeId: cashier.storeId })
    const owner = await signInAs(base, 'owner')
    const url = `/sessions/${cashier.actor.sessionId}`
    expect((await api.call('DELETE', url, { token: manager.token })).status).toBe(404)
    expect((await api.call('GET', '/session', { token: cashier.token })).status).toBe(200)
    expect((await api.call('DELETE', url, { token: owner.token })).status).toBe(200)
    expect((await api.call('GET', '/session', { token: cashier.token })).status).toBe(401)
  })
})

describe('PUT /session/password', () => {
  it('changes it, signs out the other devices and keeps this one', async () => {
    const cashier = await signInAs(base, 'cashier')
    const other = (await signIn(cashier.signInName, TEST_PASSWORD)).body.token
    const body = { currentPassword: TEST_PASSWORD, password: 'another-password' }
    const answer = await api.call('PUT', '/session/password', { token: cashier.token, body })
    expect([answer.status, answer.body]).toEqual([200, { sessionsEnded: 1 }])
    expect((await api.call('GET', '/session', { token: other })).status).toBe(401)
    expect((await api.call('GET', '/session', { token: cashier.token })).status).toBe(200)
    expect((await signIn(cashier.signInName, TEST_PASSWORD)).status).toBe(401)
    expect((await signIn(cashier.signInName, 'another-password')).status).toBe(200)
  })

  it('refuses without the present password, counted like a sign-in, and a weak new one', async () => {
    const cashier = await signInAs(base, 'cashier')
    const put = (currentPassword: string, password: string) =>
      api.call('PUT', '/session/password', { token: cashier.token, body: { currentPassword, password } })
    expect((await put(TEST_PASSWORD, 'short')).body.errors).toMatchObject([{ path: 'password' }])
    for (let i = 0; i < 5; i += 1) expect((await put('wrong-password', 'another-password')).body.code).toBe('password_wrong')
    expect((await put(TEST_PASSWORD, 'another-password')).body.code).toBe('account_locked')
    expect((await signIn(cashier.signInName, TEST_PASSWORD)).body.code).toBe('account_locked')
    expect((await later({ minutes: 1 }, () => signIn(cashier.signInName, TEST_PASSWORD))).status).toBe(200)
  })
})

describe('GET /sign-in-options', () => {
  it('names brands, and accounts of demonstrations only', async () => {
    const demo = await makeBrand(base, { isDemo: true })
    const real = await signInAs(base, 'owner')
    const shown = await signInAs(base, 'cashier', { brand: demo })
    const { body } = await api.call('GET', '/sign-in-options')
    expect(body.brands).toContainEqual({ slug: 'test', name: '测试美发', isDemo: false })
    expect(body.demoAccounts).toMatchObject([
      { brand: demo.slug, signInName: shown.signInName, role: 'cashier', password: DEMO_PASSWORD, pin: DEMO_PIN },
    ])
    expect(JSON.stringify(body)).not.toContain(real.signInName)
  })
})
