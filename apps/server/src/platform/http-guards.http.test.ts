import { expect, it } from 'vitest'
import { signInAs } from '../../test/factories/access.ts'
import { useDatabase } from '../../test/harness.ts'
import { openApi } from '../../test/http.ts'

const base = useDatabase()
const api = openApi(base)

it('lets no cache keep an answer of the API', async () => {
  const { token } = await signInAs(base, 'owner')
  for (const url of ['/session', '/members', '/nothing-here']) {
    expect((await api.call('GET', url, { token })).headers['cache-control']).toBe('no-store')
  }
})

it('refuses writes that come from a page of somebody else, and lets that page look at nothing it could not see anyway', async () => {
  const { token } = await signInAs(base, 'owner')
  const from = (site: string) => api.call('POST', '/tags', { token, body: { name: site }, headers: { 'sec-fetch-site': site } })
  expect([(await from('cross-site')).status, (await from('same-site')).status]).toEqual([403, 403])
  expect((await from('same-origin')).status).toBe(201)
  expect((await api.call('GET', '/tags', { token })).body.items.map((t: { name: string }) => t.name)).toEqual(['same-origin'])
})

it('tells browsers what our pages may do, on answers and on refusals', async () => {
  for (const url of ['/session', '/nothing-here']) {
    const { headers } = await api.call('GET', url, {})
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    // Only over TLS: a shop without a certificate must stay reachable.
    expect(headers['strict-transport-security']).toBeUndefined()
  }
})
