import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Misbehaviour, SoftwareAuthenticator } from '../../../test/authenticator.ts'
import { type SignedIn, signInAs, TEST_PASSWORD } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
const ORIGIN = 'https://shop.example.com'
const headers = { host: 'shop.example.com', origin: ORIGIN }
let address = 0
const from = () => `10.9.0.${++address}`

async function later<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  try {
    return await run()
  } finally {
    base.runtime.clock.setTo(start)
  }
}

const rowsOf = (who: SignedIn) => db().selectFrom('passkey').selectAll().where('staff_id', '=', who.staffId).execute()
const auditOf = async (who: SignedIn) =>
  (await db().selectFrom('audit_entry').select('action').where('actor_id', '=', who.staffId).orderBy('seq').execute()).map((e) => e.action)

async function questionTo(who: SignedIn) {
  const asked = await api.call('POST', '/session/passkey-questions', {
    token: who.token,
    body: { currentPassword: TEST_PASSWORD },
    headers,
  })
  expect(asked.status).toBe(201)
  return asked.body
}
const keep = (who: SignedIn, challengeId: string, response: object) =>
  api.call('POST', '/session/passkeys', { token: who.token, body: { challengeId, name: '前台的手机', response }, headers })

async function withPasskey(role: 'owner' | 'cashier' = 'cashier') {
  const who = await signInAs(base, role)
  const device = new SoftwareAuthenticator(ORIGIN)
  const { challengeId, options } = await questionTo(who)
  const kept = await keep(who, challengeId, device.register(options))
  expect(kept.status).toBe(201)
  return { who, device, passkeyId: kept.body.id as string }
}

const ask = async () => (await api.call('POST', '/passkey-questions', { body: { brand: 'test' }, headers, remoteAddress: from() })).body
const enter = (challengeId: string, response: object) =>
  api.call('POST', '/session/passkey', { body: { brand: 'test', challengeId, response }, headers, remoteAddress: from() })

describe('a passkey', () => {
  it('is made after the password, kept for the host it was made at, listed, named and removed', async () => {
    const { who, passkeyId } = await withPasskey()
    expect(await rowsOf(who)).toMatchObject([
      { id: passkeyId, rp_id: 'shop.example.com', counter: 1, transports: ['internal'], name: '前台的手机' },
    ])
    expect(await auditOf(who)).toEqual(['passkey.ask', 'passkey.add'])
    const rename = (token: string) => api.call('PATCH', `/session/passkeys/${passkeyId}`, { token, body: { name: '自己的手机' } })
    const other = await signInAs(base, 'cashier')
    expect((await rename(other.token)).status).toBe(404)
    expect((await rename(who.token)).status).toBe(200)
    expect((await api.call('GET', '/session/factors', { token: who.token })).body).toMatchObject({
      hasTotp: false,
      isRequired: false,
      passkeys: [{ id: passkeyId, name: '自己的手机', isSynced: false, lastUsedAt: null }],
    })
    const remove = (token: string) => api.call('DELETE', `/session/passkeys/${passkeyId}`, { token })
    expect((await remove(other.token)).status).toBe(404)
    expect((await remove(who.token)).status).toBe(200)
    expect(await rowsOf(who)).toEqual([])
    expect((await remove(who.token)).status).toBe(404)
  })

  it('is not made without the password, for an address that is only a number, or on the word of a foreign page', async () => {
    const who = await signInAs(base, 'cashier')
    const question = (body: object, more: Record<string, string>) =>
      api.call('POST', '/session/passkey-questions', { token: who.token, body, headers: more })
    expect((await question({ currentPassword: 'wrong-password' }, headers)).body.code).toBe('password_wrong')
    expect((await question({ currentPassword: TEST_PASSWORD }, { host: '192.168.1.5:3000' })).body.code).toBe('passkey_unavailable')
    const foreign = await question({ currentPassword: TEST_PASSWORD }, { host: 'shop.example.com', origin: 'https://evil.example.net' })
    expect(foreign.body.options.rp.id).toBe('shop.example.com')
    expect(await rowsOf(who)).toEqual([])
  })

  it.each<[string, Misbehaviour]>([
    ['of another page', { origin: 'https://evil.example.net' }],
    ['for another host', { rpId: 'evil.example.net' }],
    ['without finger, face or PIN', { isUserVerified: false }],
  ])('is refused %s, and the question is used up', async (_, wrong) => {
    const who = await signInAs(base, 'cashier')
    const device = new SoftwareAuthenticator(ORIGIN)
    const { challengeId, options } = await questionTo(who)
    const answer = device.register(wrong.rpId ? { ...options, rp: { id: wrong.rpId } } : options, wrong)
    expect((await keep(who, challengeId, answer)).body.code).toBe('passkey_refused')
    expect((await keep(who, challengeId, device.register(options))).body.code).toBe('challenge_over')
    expect(await rowsOf(who)).toEqual([])
  })

  it('is never kept twice, nor for a question that was put to somebody else or is over', async () => {
    const { who, device } = await withPasskey()
    const other = await signInAs(base, 'cashier')
    const asked = await questionTo(who)
    expect((await keep(other, asked.challengeId, device.register(asked.options))).body.code).toBe('challenge_over')
    const late = await questionTo(who)
    const answer = device.register(late.options)
    await later({ minutes: 6 }, async () => expect((await keep(who, late.challengeId, answer)).body.code).toBe('challenge_over'))
    expect(await rowsOf(who)).toHaveLength(1)
  })
})

describe('signing in with a passkey', () => {
  it('opens a session without password or code, once per question, and notes the count', async () => {
    const { who, device } = await withPasskey()
    const { challengeId, options } = await ask()
    expect(options).toMatchObject({ rpId: 'shop.example.com', userVerification: 'required' })
    const response = device.answer(options)
    const entered = await enter(challengeId, response)
    expect([entered.status, entered.body.staff.id]).toEqual([200, who.staffId])
    expect(String(entered.headers['set-cookie'])).toMatch(/^yb_session=test\./)
    expect(await rowsOf(who)).toMatchObject([{ counter: 2, last_used_at: base.runtime.clock.now() }])
    expect((await enter(challengeId, response)).body.code).toBe('challenge_over')
    const sessions = await api.call('GET', '/sessions', { token: entered.body.token })
    expect(sessions.body.items[0]).toMatchObject({ factor: 'passkey', isCurrent: true })
  })

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  it.each<[string, Misbehaviour]>([
    ['signed by another key', { signWith: stranger }],
    ['of another page', { origin: 'https://evil.example.net' }],
    ['for another host', { rpId: 'evil.example.net' }],
    ['without finger, face or PIN', { isUserVerified: false }],
    ['of a copy that counts from the beginning', { counter: 1 }],
  ])('is refused when the answer is %s; nothing changed', async (_, wrong) => {
    const { who, device } = await withPasskey()
    const before = await rowsOf(who)
    const { challengeId, options } = await ask()
    expect((await enter(challengeId, device.answer(options, wrong))).body.code).toBe('passkey_refused')
    expect(await rowsOf(who)).toEqual(before)
    expect(await auditOf(who)).toEqual(['passkey.ask', 'passkey.add'])
  })

  it('is refused when the passkey was removed, its owner left, or the question is over', async () => {
    const { who, device, passkeyId } = await withPasskey()
    const late = await ask()
    const answer = device.answer(late.options)
    await later({ minutes: 6 }, async () => expect((await enter(late.challengeId, answer)).body.code).toBe('challenge_over'))
    await db().updateTable('staff').set({ is_active: false }).where('id', '=', who.staffId).execute()
    const left = await ask()
    expect((await enter(left.challengeId, device.answer(left.options))).body.code).toBe('passkey_refused')
    await db().updateTable('staff').set({ is_active: true }).where('id', '=', who.staffId).execute()
    await db().deleteFrom('passkey').where('id', '=', passkeyId).execute()
    const gone = await ask()
    expect((await enter(gone.challengeId, device.answer(gone.options))).body.code).toBe('passkey_refused')
  })

  it('of one answer sent twice at once lets in one', async () => {
    const { device } = await withPasskey()
    const { challengeId, options } = await ask()
    const response = device.answer(options)
    const answers = await Promise.all([enter(challengeId, response), enter(challengeId, response), enter(challengeId, response)])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
  })

  it('is for the configured address only, where one is configured', async () => {
    const { config } = base.runtime
    base.runtime.config = { ...config, publicOrigin: 'https://till.example.org' }
    try {
      expect((await ask()).options.rpId).toBe('till.example.org')
    } finally {
      base.runtime.config = config
    }
  })
})
