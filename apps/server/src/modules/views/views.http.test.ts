import { expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const rows = () => readCtx(base.runtime, base.brand, system).db.selectFrom('saved_view').selectAll().orderBy('id').execute()

it('a view is kept without what was typed, seen by its maker or by all, and removed by its maker', async () => {
  const manager = await signInAs(base, 'manager')
  const cashier = await signInAs(base, 'cashier')
  const save = (token: string, more: object = {}) => {
    const body = { page: 'members', name: '常客', query: 'q=张三&sort=spend', ...more }
    return api.call('POST', '/saved-views', { token, body, headers: { 'idempotency-key': `view-${token.slice(-8)}` } })
  }
  const own = await save(cashier.token)
  expect(own).toMatchObject({ status: 201, body: { query: 'sort=spend', isOwn: true } })
  expect((await save(cashier.token)).body).toEqual(own.body)
  const shared = await save(manager.token, { name: '高消费', isShared: true })
  const before = await rows()
  const again = { page: 'members', name: '常客', query: '' }
  expect((await api.call('POST', '/saved-views', { token: cashier.token, body: again })).body.code).toBe('view_name_taken')
  const sharing = { ...again, name: '大家的', isShared: true }
  expect((await api.call('POST', '/saved-views', { token: cashier.token, body: sharing })).status).toBe(403)
  const names = async (token: string) =>
    (await api.call('GET', '/saved-views?page=members', { token })).body.items.map((v: { name: string }) => v.name).sort()
  expect([await names(cashier.token), await names(manager.token)]).toEqual([['常客', '高消费'], ['高消费']])
  expect((await api.call('DELETE', `/saved-views/${shared.body.id}`, { token: cashier.token })).status).toBe(404)
  expect(await rows()).toEqual(before)
  expect((await api.call('DELETE', `/saved-views/${own.body.id}`, { token: cashier.token })).status).toBe(200)
  expect(await names(cashier.token)).toEqual(['高消费'])
})
