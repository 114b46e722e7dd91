import type { QuoteTender } from '@yunbin/api-client'
import { expect, test } from 'vitest'
import { amountsOf, asPlanned, composeTenders, type Known, likelyNotes, outsideDue, ownMeansOf, type Plan, payerIdsOf } from './tenders.ts'

const tender = (kind: QuoteTender['kind'], amountFen: number): QuoteTender => ({
  ordinal: 0,
  kind,
  amountFen,
  receivedFen: null,
  changeFen: null,
  reference: '',
  memberId: kind === 'pass' || kind === 'stored_value' ? 'mei' : null,
  payerId: null,
  sourceId: null,
  originKind: null,
})
const bySession = { tenderOrdinal: 0, lotId: 'lot', lotKind: 'pass', lotName: '', quantity: 1, amountFen: 19_800 }
/** A care by a session, a cut and shampoo; 36.00 of the 88.37 that is open is Mei's to spend. */
const plan: Plan = {
  tenders: [tender('pass', 19_800), tender('stored_value', 3600)],
  dueFen: 5237,
  lines: [
    { key: 'l1', kind: 'service', netFen: 19_800, allocations: [bySession] },
    { key: 'l2', kind: 'service', netFen: 6837, allocations: [] },
    { key: 'l3', kind: 'product', netFen: 2000, allocations: [] },
  ],
}
const known = (more: Partial<Known> = {}): Known => ({ ownId: 'mei', spendable: new Map([['mei', 3600]]), roundingFen: 0, ...more })
const lans = known({ spendable: new Map([['mei', 3600], ['lan', 4000]]) }) // biome-ignore format: two wallets in one line

test('the plan as proposed stays the server’s own', () => {
  expect(composeTenders(plan, asPlanned, known())).toBe('auto')
})

test('one outside tender takes all that is left', () => {
  expect(composeTenders(plan, [{ kind: 'wechat', fen: null }], known())).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'wechat', amountFen: 5237 },
  ])
})

test('exact cash leaves out what the shop rounds off; more cash than due leaves stored value alone', () => {
  expect(composeTenders(plan, [{ kind: 'cash', fen: null }], known({ roundingFen: 7 }))).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'cash', receivedFen: 5230 },
  ])
  expect(composeTenders(plan, [{ kind: 'cash', fen: 10_000 }], known())).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'cash', receivedFen: 10_000 },
  ])
})

test('less stored value means more from outside, and no stored value names none', () => {
  expect(outsideDue(plan, [{ kind: 'stored_value', memberId: 'mei', fen: 600 }], known())).toBe(8237)
  const none = { kind: 'stored_value', memberId: 'mei', fen: 0 } as const
  expect(composeTenders(plan, [none, { kind: 'alipay', fen: 5000 }, { kind: 'cash', fen: null }], known())).toEqual([
    { kind: 'alipay', amountFen: 5000 },
    { kind: 'cash', receivedFen: 3837 },
  ])
})

test('another payer’s stored value takes what is left, no more than it holds; what was said comes first', () => {
  const hers = { kind: 'stored_value', memberId: 'lan', fen: null } as const
  expect(payerIdsOf([hers], 'mei')).toEqual(['lan'])
  expect([...amountsOf(plan, [hers], known())]).toEqual([
    ['stored_value mei', 3600],
    ['stored_value lan', 0],
  ])
  expect(composeTenders(plan, [hers], lans)).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'stored_value', amountFen: 4000, memberId: 'lan' },
  ])
  expect(outsideDue(plan, [hers], lans)).toBe(1237)
  expect([...amountsOf(plan, [{ ...hers, fen: 7000 }], lans)]).toEqual([
    ['stored_value lan', 7000],
    ['stored_value mei', 1837],
  ])
})

test('a deposit goes first, an account last, each as far as it reaches', () => {
  const deposit = { kind: 'deposit', id: 'd1', name: '新娘造型', leftFen: 6000, fen: null } as const
  const account = { kind: 'on_account', id: 'a1', name: '锦江酒店', leftFen: 50_000, fen: null } as const
  expect(composeTenders(plan, [account, deposit], known())).toEqual([
    { kind: 'stored_value', amountFen: 2837 },
    { kind: 'deposit', depositId: 'd1', amountFen: 6000 },
  ])
  expect(composeTenders(plan, [account], known())).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'on_account', accountId: 'a1', amountFen: 5237 },
  ])
  expect(
    composeTenders(
      plan,
      [
        { ...account, leftFen: 1000 },
        { kind: 'wechat', fen: null },
      ],
      known(),
    ),
  ).toEqual([
    { kind: 'stored_value', amountFen: 3600 },
    { kind: 'on_account', accountId: 'a1', amountFen: 1000 },
    { kind: 'wechat', amountFen: 4237 },
  ])
})

test('nothing prepaid is paid by stored value, a debt or a deposit', () => {
  const topUp: Plan = { tenders: [], dueFen: 50_000, lines: [{ key: 'l1', kind: 'top_up', netFen: 50_000, allocations: [] }] }
  const own = [
    { kind: 'stored_value', memberId: 'lan', fen: null },
    { kind: 'on_account', id: 'a1', name: '', leftFen: 90_000, fen: null },
    { kind: 'deposit', id: 'd1', name: '', leftFen: 90_000, fen: null },
  ] as const
  expect(composeTenders(topUp, own, known({ spendable: new Map([['lan', 90_000]]) }))).toEqual([])
})

test('a share names its lines, as far as they are on the bill; a guest’s word goes with the money', () => {
  const choice = [
    { kind: 'stored_value', memberId: 'lan', fen: 2000, lineKeys: ['l3'] },
    { kind: 'wechat', fen: 6837, who: '朋友', reference: '朋友', lineKeys: ['l2', 'l9'] },
    { kind: 'alipay', fen: 100, who: '小丽', lineKeys: ['l9'] },
  ] as const
  expect(composeTenders({ ...plan, tenders: [], dueFen: 8837 }, choice, known({ ownId: null }))).toEqual([
    { kind: 'stored_value', amountFen: 2000, memberId: 'lan', lineKeys: ['l3'] },
    { kind: 'wechat', amountFen: 6837, reference: '朋友', lineKeys: ['l2'] },
  ])
})

test('a wallet the plan draws on stays where it stands when its amount is said', () => {
  const said = { kind: 'stored_value', memberId: 'mei', fen: 100 } as const
  const added = { kind: 'stored_value', memberId: 'lan', fen: 200 } as const
  expect(ownMeansOf(plan, [added, said], 'mei')).toEqual([said, added])
})

test('the notes offered are above the amount and differ', () => {
  expect(likelyNotes(5237)).toEqual([6000, 10000, 50000])
  expect(likelyNotes(10000)).toEqual([50000])
  expect(likelyNotes(0)).toEqual([])
})
