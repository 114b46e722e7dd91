import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeBrand, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { routePlugins } from '../../routes.ts'

const base = useDatabase()
const api = openApi(base)

describe('the walls', () => {
  it('every route but the public ones asks who is there first', async () => {
    const collector = Fastify()
    collector.setValidatorCompiler(() => () => true)
    collector.setSerializerCompiler(() => JSON.stringify)
    const routes: string[] = []
    collector.addHook('onRoute', ({ method, url }) => {
      if (method !== 'HEAD') routes.push(`${method} ${url}`)
    })
    for (const plugin of routePlugins) plugin(collector as unknown as FastifyInstance, base.runtime)
    expect(routes.length).toBeGreaterThan(15)
    for (const route of routes) {
      const [method, pattern] = route.split(' ') as ['GET', string]
      const { status, body } = await api.call(method, pattern.replace(/:\w+/g, '01990000-0000-7000-8000-000000000000'))
      if (PUBLIC.includes(route)) expect(body.code).not.toBe('not_signed_in')
      else expect([route, status, body.code]).toEqual([route, 401, 'not_signed_in'])
    }
  })
  const PUBLIC = [
    ...['GET /setup', 'POST /setup', 'GET /sign-in-options', 'POST /session'],
    ...['POST /session/factor', 'POST /session/passkey', 'POST /passkey-questions', 'GET /shared-till', 'POST /shared-till/session'],
  ]

  it("a token of one brand shows nothing of another's", async () => {
    const here = await signInAs(base, 'owner')
    const brand = await makeBrand(base)
    const there = await signInAs(base, 'owner', { brand })
    const staff = await api.call('GET', '/staff', { token: there.token })
    expect(staff.body.items.map((s: { id: string }) => s.id)).toEqual([there.staffId])
    const stores = await api.call('GET', '/stores', { token: there.token })
    expect(stores.body.items.map((s: { id: string }) => s.id)).toEqual([there.storeId])
    const patched = await api.call('PATCH', `/stores/${here.storeId}`, {
      token: there.token,
      body: { name: '改名' },
      headers: { 'if-match': '"1"' },
    })
    expect(patched.status).toBe(404)
    expect((await api.call('DELETE', `/sessions/${here.actor.sessionId}`, { token: there.token })).status).toBe(404)
    const swapped = here.token.replace('test.', `${brand.slug}.`)
    expect((await api.call('GET', '/session', { token: swapped })).status).toBe(401)
  })
})
