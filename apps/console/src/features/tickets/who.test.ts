import { expect, test } from 'vitest'
import { payerOf, sharesOf } from './who.tsx'

const tender = (kind: string, amountFen: number, more: object = {}) => ({
  id: `${kind}${amountFen}`,
  ordinal: 1,
  kind,
  amountFen,
  receivedFen: null,
  changeFen: null,
  reference: '',
  memberId: null,
  payerId: null,
  memberName: null,
  sourceId: null,
  sourceName: null,
  sourceMemberId: null,
  originKind: null,
  refundedFen: 0,
  ...more,
})
const lan = { memberId: 'lan', memberName: '周兰' }

test('the bill’s own member is not named, everybody else is', () => {
  expect(payerOf(tender('stored_value', 1, lan), 'lan')).toBeNull()
  expect(payerOf(tender('stored_value', 1, lan), 'mei')).toBe('周兰')
  expect(payerOf(tender('on_account', 1, { sourceName: '锦江酒店' }), 'mei')).toBe('锦江酒店')
  expect(payerOf(tender('wechat', 1, { reference: '朋友' }), null)).toBe('朋友')
  expect(payerOf(tender('cash', 1), null)).toBeNull()
  expect(payerOf(tender('wechat', 1, { payerId: 'lan', memberName: '周兰' }), 'mei')).toBe('周兰')
  expect(payerOf(tender('cash', 1, { payerId: 'mei', memberName: '林美' }), 'mei')).toBeNull()
})

test('what each paid is added up over sessions, stored value and the own account; the counter is nobody', () => {
  const tenders = [
    tender('pass', 19_800, lan),
    tender('stored_value', 6600, lan),
    tender('on_account', 100, { sourceMemberId: 'lan', sourceName: '周兰' }),
    tender('wechat', 300, { reference: '朋友' }),
    tender('cash', 40),
    tender('deposit', 60, { sourceName: '新娘造型' }),
  ]
  expect(sharesOf({ memberId: 'mei', memberName: '林美', tenders }).map((s) => [s.name, s.fen])).toEqual([
    ['周兰', 26_500],
    ['朋友', 300],
    ['', 100],
  ])
})
