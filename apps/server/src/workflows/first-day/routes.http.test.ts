import { expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)

const doneOf = async (token: string) => {
  const { status, body } = await api.call('GET', '/first-day', { token })
  expect(status).toBe(200)
  return body.steps.filter((s: { isDone: boolean }) => s.isDone).map((s: { key: string }) => s.key)
}

it('tells what a new shop has done, step by step, to who sets it up', async () => {
  const shop = await openShop(base)
  const { token, storeId } = shop.owner
  const before = await doneOf(token)
  expect(before).not.toContain('store')
  expect(before).not.toContain('member')
  expect(before).not.toContain('topUp')
  const { body: stores } = await api.call('GET', '/stores', { token })
  const store = stores.items.find((s: { id: string }) => s.id === storeId)
  const about = { address: '徐汇区某路 1 号', phone: '021-5555 0000' }
  await api.call('PATCH', `/stores/${storeId}`, { token, headers: { 'if-match': `"${store.version}"` }, body: about })
  await memberWith(base, shop, { storedFen: 10_000 })
  const after = await doneOf(token)
  expect(after).toEqual(expect.arrayContaining(['store', 'member', 'topUp', 'sale', 'shift']))
  expect(after).not.toContain('close')
  expect(after).not.toContain('printer')
})

it('is not for those who do not', async () => {
  const { token } = await signInAs(base, 'cashier')
  expect(await api.call('GET', '/first-day', { token })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})
