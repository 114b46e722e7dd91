import { describe, expect, it } from 'vitest'
import { draftOf, keyOf, readParts } from './payout-draft.ts'

const ways = [
  { tenderId: 'w', kind: 'wechat' as const, maxFen: 50_000, until: '2027-01-01', isOpen: true },
  { tenderId: 'a', kind: 'alipay' as const, maxFen: 10_000, until: null, isOpen: false },
  { tenderId: null, kind: 'cash' as const, maxFen: 70_000, until: null, isOpen: true },
  { tenderId: null, kind: 'bank_transfer' as const, maxFen: 70_000, until: null, isOpen: true },
]
const plan = [
  { tenderId: 'w', kind: 'wechat' as const, amountFen: 50_000 },
  { tenderId: null, kind: 'cash' as const, amountFen: 20_005 },
]

describe('how it is paid', () => {
  it('begins with the usual plan and is sent as read', () => {
    const parts = draftOf({ ways, plan })
    expect(parts.map((p) => p.amount)).toEqual(['500.00', '', '200.05', ''])
    const read = readParts(parts, ways)
    expect([read.sumFen, read.wrong]).toEqual([70_005, {}])
    expect(read.payouts.map((p) => [p.kind, p.tenderId, p.amountFen, p.payee])).toEqual([
      ['wechat', 'w', 50_000, null],
      ['cash', null, 20_005, null],
    ])
  })

  it('says of each part what is wrong with it', () => {
    const [wechat, alipay, cash, bank] = draftOf({ ways, plan: [] })
    if (!wechat || !alipay || !cash || !bank) throw new Error('four ways make four parts')
    const parts = [
      { ...wechat, amount: '500.01' },
      { ...alipay, amount: '1' },
      { ...cash, amount: '1.234' },
      { ...bank, amount: '1', account: '12' },
    ]
    expect(readParts(parts, ways).wrong).toEqual({
      [`${keyOf(wechat)} amount`]: 'tooMuch',
      [`${keyOf(alipay)} amount`]: 'closed',
      [`${keyOf(cash)} amount`]: 'amount',
      [`${keyOf(bank)} payee`]: 'payee',
      [`${keyOf(bank)} account`]: 'account',
    })
  })
})
