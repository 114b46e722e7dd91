import type { CartLine } from '@yunbin/api-client'
import { expect, test } from 'vitest'
import { isSame, othersOn, withWhose } from './whose.ts'

const cut: CartLine = { key: 'l1', kind: 'service', itemId: 'cut' }

test('a line is another member’s, a guest’s, or the bill’s again', () => {
  const hers = withWhose(cut, { memberId: 'lan' }, 'mei')
  expect(hers).toEqual({ ...cut, memberId: 'lan' })
  expect(withWhose(hers, { guest: ' 朋友 ' }, 'mei')).toEqual({ ...cut, guest: '朋友' })
  expect(withWhose(hers, { memberId: 'mei' }, 'mei')).toEqual(cut)
  expect(withWhose({ ...cut, guest: '朋友' }, null, 'mei')).toEqual(cut)
  expect(withWhose(hers, { guest: '  ' }, 'mei')).toEqual(cut)
})

test('a pass picked by hand does not follow to somebody else', () => {
  expect(withWhose({ ...cut, pass: { lotId: 'lot' } }, { memberId: 'lan' }, 'mei')).toMatchObject({ memberId: 'lan', pass: 'auto' })
})

test('a tip is nobody else’s', () => {
  expect(withWhose({ key: 'l2', kind: 'tip', amountFen: 1000 }, { memberId: 'lan' }, 'mei')).not.toHaveProperty('memberId')
})

test('everybody on the bill is named once', () => {
  const lines = [cut, { ...cut, memberId: 'lan' }, { ...cut, guest: '朋友' }, { ...cut, memberId: 'lan' }]
  expect(othersOn(lines)).toEqual([{ memberId: 'lan' }, { guest: '朋友' }])
  expect(isSame({ guest: 'lan' }, { memberId: 'lan' })).toBe(false)
  expect(isSame(null, null)).toBe(true)
})
