import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs, TEST_PASSWORD } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { write } from '../../platform/runtime.ts'
import { dropFactorsOf } from './factors.ts'
import { stepOf, totpUri } from './totp.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
let address = 0
const from = () => `10.8.${Math.floor(++address / 250)}.${(address % 250) + 1}`

async function later<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  try {
    return await run()
  } finally {
    base.runtime.clock.setTo(start)
  }
}

/** What the app shows, `steps` half minutes from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: base.runtime.clock.now().epochMilliseconds + steps * 30_000 })

const post = (url: string, token: string, body: object) => api.call('POST', url, { token, body })
const proof = { currentPassword: TEST_PASSWORD }
const auditOf = async (who: SignedIn) =>
  (await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', who.staffId).orderBy('seq').execute()).map((e) => e.action)
const totpOf = (who: SignedIn) => db().selectFrom('totp').selectAll().where('staff_id', '=', who.staffId).executeTakeFirst()

/** Turned on an hour ago, so that its first code is of no moment now. */
async function withTotp(role: 'owner' | 'cashier' = 'cashier') {
  const who = await signInAs(base, role)
  return later({ hours: -1 }, async () => {
    const { secret } = (await post('/session/totp', who.token, proof)).body
    const { recoveryCodes } = (await post('/session/totp/confirmation', who.token, { code: codeOf(secret) })).body
    return { who, secret: secret as string, recoveryCodes: recoveryCodes as string[] }
  })
}

const firstStep = (who: SignedIn) =>
  api.call('POST', '/session', { body: { brand: 'test', signInName: who.signInName, password: TEST_PASSWORD }, remoteAddress: from() })
const secondStep = (pendingToken: string, code: string) =>
  api.call('POST', '/session/factor', { body: { pendingToken, code }, remoteAddress: from() })
const pendingOf = async (who: SignedIn) => (await firstStep(who)).body.params.pendingToken as string

describe('one-time codes', () => {
  it('fit RFC 6238, one step to either side, and carry the brand into the app', () => {
    // Appendix B of the RFC, its last six digits: the secret "12345678901234567890" in the 30 s before and at 59 s.
    const secret = Secret.fromLatin1('12345678901234567890').base32
    const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    expect(stepOf(secret, '287082', at(59))).toBe(1)
    expect(stepOf(secret, '081804', at(1_111_111_109))).toBe(37_037_036)
    expect(stepOf(secret, '287082', at(61))).toBe(1)
    expect(stepOf(secret, '287082', at(29))).toBe(1)
    expect(stepOf(secret, '287082', at(90))).toBeNull()
    expect(stepOf(secret, '287083', at(59))).toBeNull()
    expect(totpUri(secret, { brand: '好店', signInName: 'boss' })).toContain(`secret=${secret}`)
  })

  it('are on once a first one was typed; the secret is sealed, and ten recovery codes are shown once', async () => {
    const who = await signInAs(base, 'cashier')
    const begun = await post('/session/totp', who.token, proof)
    expect(begun.status).toBe(201)
    const { secret, uri } = begun.body
    expect(uri).toMatch(/^otpauth:\/\/totp\//)
    expect((await firstStep(who)).status).toBe(200)
    expect((await post('/session/totp/confirmation', who.token, { code: codeOf(secret, 5) })).body.code).toBe('factor_wrong')
    const confirmed = await post('/session/totp/confirmation', who.token, { code: codeOf(secret) })
    expect(confirmed.body.recoveryCodes).toHaveLength(10)
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10)
    expect(confirmed.body.recoveryCodes[0]).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/)
    expect((await post('/session/totp', who.token, proof)).body.code).toBe('totp_on')
    expect((await api.call('GET', '/session/factors', { token: who.token })).body).toEqual({
      hasTotp: true,
      isRequired: false,
      recoveryCodesLeft: 10,
      passkeys: [],
    })
    const kept = JSON.stringify([await totpOf(who), await db().selectFrom('audit_entry').selectAll().execute()])
    for (const shown of [secret, Buffer.from(secret).toString('hex'), ...confirmed.body.recoveryCodes]) expect(kept).not.toContain(shown)
    expect(await auditOf(who)).toEqual(expect.arrayContaining(['totp.begin', 'totp.confirm']))
    expect(await db().selectFrom('idempotency_key').selectAll().where('actor_id', '=', who.staffId).execute()).toEqual([])
  })

  it('are neither begun nor taken away without the password', async () => {
    const { who } = await withTotp()
    const wrong = { currentPassword: 'wrong-password' }
    for (const url of ['/session/totp', '/session/totp/removal', '/session/recovery-codes'])
      expect((await post(url, who.token, wrong)).body.code).toBe('password_wrong')
    expect((await firstStep(who)).body.code).toBe('factor_required')
    expect((await post('/session/totp/removal', who.token, proof)).status).toBe(200)
    expect((await firstStep(who)).status).toBe(200)
    expect((await post('/session/totp/removal', who.token, proof)).body.code).toBe('totp_off')
    expect((await post('/session/recovery-codes', who.token, proof)).body.code).toBe('totp_off')
  })
})

describe('signing in with a second factor', () => {
  it('takes two steps: no session and no cookie after the first', async () => {
    const { who, secret } = await withTotp()
    const first = await firstStep(who)
    expect([first.status, first.body.code, first.headers['set-cookie']]).toEqual([401, 'factor_required', undefined])
    const { pendingToken, factors } = first.body.params
    expect(factors).toEqual(['totp', 'recovery'])
    expect((await api.call('GET', '/session', { token: pendingToken })).status).toBe(401)
    const second = await secondStep(pendingToken, codeOf(secret))
    expect([second.status, second.body.staff.id]).toEqual([200, who.staffId])
    expect(String(second.headers['set-cookie'])).toMatch(/^yb_session=test\./)
    expect((await secondStep(pendingToken, codeOf(secret, 1))).body.code).toBe('sign_in_over')
  })

  it('accepts the code before and after, and each step once, even when the clock goes back', async () => {
    const { who, secret } = await withTotp()
    expect((await secondStep(await pendingOf(who), codeOf(secret, 2))).body.code).toBe('factor_wrong')
    expect((await secondStep(await pendingOf(who), codeOf(secret, -1))).status).toBe(200)
    expect((await secondStep(await pendingOf(who), codeOf(secret, -1))).body.code).toBe('factor_wrong')
    const now = codeOf(secret)
    expect((await secondStep(await pendingOf(who), now)).status).toBe(200)
    expect((await secondStep(await pendingOf(who), now)).body.code).toBe('factor_wrong')
    await later({ seconds: -60 }, async () => {
      expect((await secondStep(await pendingOf(who), codeOf(secret))).body.code).toBe('factor_wrong')
      expect((await secondStep(await pendingOf(who), now)).body.code).toBe('factor_wrong')
    })
    expect((await secondStep(await pendingOf(who), codeOf(secret, 1))).status).toBe(200)
  })

  it('lets one code in once, of several sent at the same time', async () => {
    const { who, secret } = await withTotp()
    const pending = await Promise.all([1, 2, 3, 4].map(() => pendingOf(who)))
    const code = codeOf(secret)
    const answers = await Promise.all(pending.map((token) => secondStep(token, code)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 403, 403, 403])
  })

  it('locks after five wrong codes, longer each time, for every first step there is', async () => {
    const { who, secret } = await withTotp()
    for (let left = 4; left >= 0; left -= 1) {
      const answer = await secondStep(await pendingOf(who), '000000')
      expect(answer.body).toMatchObject({ code: 'factor_wrong', params: { triesLeft: left } })
    }
    const locked = await secondStep(await pendingOf(who), codeOf(secret))
    expect([locked.status, locked.body.code, locked.body.params.retryAfterSeconds]).toEqual([429, 'factor_locked', 30])
    await later({ seconds: 31 }, async () => {
      expect((await secondStep(await pendingOf(who), '000000')).body.code).toBe('factor_wrong')
      expect((await secondStep(await pendingOf(who), codeOf(secret))).body.params.retryAfterSeconds).toBe(60)
    })
    await later({ seconds: 120 }, async () => {
      expect((await secondStep(await pendingOf(who), codeOf(secret))).status).toBe(200)
    })
    expect((await auditOf(who)).filter((action) => action === 'factor.refuse')).toHaveLength(6)
  })

  it('counts guesses made at once: no more than five are looked at', async () => {
    const { who } = await withTotp()
    const token = await pendingOf(who)
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => secondStep(token, String(100_000 + i))))
    expect(answers.filter((a) => a.body.code === 'factor_wrong')).toHaveLength(5)
    expect(answers.filter((a) => a.body.code === 'factor_locked')).toHaveLength(7)
  })

  it('is over after five minutes, when the password was changed, or when the person left', async () => {
    const { who, secret } = await withTotp()
    const late = await pendingOf(who)
    await later({ minutes: 5 }, async () => expect((await secondStep(late, codeOf(secret))).body.code).toBe('sign_in_over'))
    const pending = await pendingOf(who)
    const { password_hash } = await db().selectFrom('account').selectAll().where('staff_id', '=', who.staffId).executeTakeFirstOrThrow()
    const setPassword = (hash: string) =>
      db().updateTable('account').set({ password_hash: hash }).where('staff_id', '=', who.staffId).execute()
    await setPassword('another')
    expect((await secondStep(pending, codeOf(secret))).body.code).toBe('factor_wrong')
    await setPassword(password_hash)
    await db().updateTable('staff').set({ is_active: false }).where('id', '=', who.staffId).execute()
    expect((await secondStep(pending, codeOf(secret))).body.code).toBe('factor_wrong')
    expect((await secondStep('test.nonsense', codeOf(secret))).body.code).toBe('sign_in_over')
  })

  it('takes each recovery code once, however it is spaced, and none after new ones were made', async () => {
    const { who, recoveryCodes } = await withTotp()
    const [first = '', second = ''] = recoveryCodes
    const entered = await secondStep(await pendingOf(who), ` ${first.toLowerCase().replace('-', ' ')} `)
    expect(entered.status).toBe(200)
    expect((await api.call('GET', '/session/factors', { token: who.token })).body.recoveryCodesLeft).toBe(9)
    expect((await secondStep(await pendingOf(who), first)).body.code).toBe('factor_wrong')
    const renewed = await post('/session/recovery-codes', who.token, proof)
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect((await secondStep(await pendingOf(who), second)).body.code).toBe('factor_wrong')
    expect((await secondStep(await pendingOf(who), renewed.body.recoveryCodes[9])).status).toBe(200)
    const other = await withTotp()
    expect((await secondStep(await pendingOf(other.who), renewed.body.recoveryCodes[8])).body.code).toBe('factor_wrong')
  })
})

describe('a role that asks for a second factor', () => {
  const require = async (role: string, requiresFactor: boolean) => {
    const owner = await signInAs(base, 'owner')
    const { version } = await db().selectFrom('role').select('version').where('key', '=', role).executeTakeFirstOrThrow()
    return api.call('PATCH', `/roles/${role}`, { token: owner.token, body: { requiresFactor }, headers: { 'if-match': `"${version}"` } })
  }

  it('lets its holders do nothing but set one up, at once and at the next sign-in; they cannot take it down again', async () => {
    const who = await signInAs(base, 'stylist')
    const passkeyless = await signInAs(base, 'stylist')
    expect((await require('stylist', true)).status).toBe(200)
    try {
      const me = await api.call('GET', '/session', { token: who.token })
      expect(me.body).toMatchObject({ needsFactor: true, abilities: [], stores: [] })
      expect((await api.call('GET', '/members', { token: who.token })).status).toBe(403)
      const again = await firstStep(passkeyless)
      expect([again.status, again.body.needsFactor]).toEqual([200, true])
      const { secret } = (await post('/session/totp', who.token, proof)).body
      expect((await post('/session/totp/confirmation', who.token, { code: codeOf(secret) })).status).toBe(200)
      expect((await api.call('GET', '/session', { token: who.token })).body.needsFactor).toBe(false)
      expect((await api.call('GET', '/members', { token: who.token })).status).toBe(200)
      expect((await post('/session/totp/removal', who.token, proof)).body.code).toBe('factor_needed')
      expect(await totpOf(who)).toBeDefined()
    } finally {
      await require('stylist', false)
    }
  })
})

describe('the command for who has nobody to ask', () => {
  it('takes the factors of that name away and leaves the password', async () => {
    const { who } = await withTotp('owner')
    const drop = (name: string) => write(base.runtime, base.brand, system, (ctx) => dropFactorsOf(ctx, name))
    expect((await drop('nobody-at-all')).result).toBe(false)
    expect((await firstStep(who)).body.code).toBe('factor_required')
    expect((await drop(who.signInName.toUpperCase())).result).toBe(true)
    expect((await firstStep(who)).status).toBe(200)
    expect(await auditOf(who)).toContain('factors.reset')
  })
})

describe('DELETE /staff/{staffId}/factors', () => {
  it('helps who lost their phone: factors gone, sessions over, written down; refused to who may not manage them', async () => {
    const { who } = await withTotp()
    const manager = await signInAs(base, 'manager', { storeId: who.storeId })
    const stranger = await signInAs(base, 'manager')
    const reset = (token: string) => api.call('DELETE', `/staff/${who.staffId}/factors`, { token })
    expect((await reset(who.token)).status).toBe(403)
    expect((await reset(stranger.token)).status).toBe(404)
    expect(await totpOf(who)).toBeDefined()
    expect((await reset(manager.token)).status).toBe(200)
    expect(await totpOf(who)).toBeUndefined()
    expect((await api.call('GET', '/session', { token: who.token })).status).toBe(401)
    expect(await auditOf(who)).toContain('factors.reset')
    const { who: boss } = await withTotp('owner')
    expect((await api.call('DELETE', `/staff/${boss.staffId}/factors`, { token: manager.token })).status).toBe(404)
    expect((await firstStep(boss)).body.code).toBe('factor_required')
  })
})
