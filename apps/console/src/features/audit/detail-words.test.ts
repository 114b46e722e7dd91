import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { detailRows } from './detail-words.ts'

const words: Record<string, string> = {
  'audit:detail.factor': '登录方式',
  'account:proof.password': '密码登录',
  'audit:detail.totalFen': '金额',
  'audit:detail.roles': '角色',
  'common:role.owner': '老板',
}
const t = ((key: string, options?: { defaultValue?: string }) => words[key] ?? options?.defaultValue ?? key) as unknown as TFunction

test('codes are told in the words of the pages they come from, amounts as money', () => {
  const rows = detailRows(t, { factor: 'password', totalFen: 12_800, roles: [{ role: 'owner' }], approvalId: null }, {})
  expect(rows.map((row) => [row.label, row.text])).toEqual([
    ['登录方式', '密码登录'],
    ['金额', '￥128.00'],
    ['角色', 'role 老板'],
  ])
})

test('a code without words stands as it is', () => {
  expect(detailRows(t, { factor: 'smoke signals' }, {})[0]?.text).toBe('smoke signals')
})

test('what is named by id is called as people call it; what has no name is told apart by its end', () => {
  const [named, nameless] = ['0192a3b4-0000-7000-8000-00000000abcd', '0192a3b4-0000-7000-8000-000000123456']
  const rows = detailRows(t, { memberIds: [named, nameless] }, { [named]: 'M000042' })
  expect(rows[0]?.text).toBe('M000042、…123456')
})
