import { Problem } from '@yunbin/api-client'
import { expect, test } from 'vitest'
import { choiceOfSplit, remedyOf, type Sharer, withOutside, withoutRow, withRow } from './pay-choice.ts'
import { missingProofs, proofsFor, withProof } from './proofs.ts'
import { addGuest, named, sharersOf } from './sharers.ts'
import type { Row } from './tenders.ts'

const lan = { kind: 'stored_value', memberId: 'lan', fen: null } as const
const share = (amountFen: number, payableFen = amountFen, lineKeys: string[] | null = null) => ({ amountFen, payableFen, lineKeys })
const sharer = (kind: Sharer['kind'], memberId: string | null, guest = ''): Sharer => ({ kind, memberId, guest, name: guest })

test('a row is put in once, changed in its place, taken out', () => {
  const choice = withRow(withRow([], lan), { kind: 'wechat', fen: null })
  expect(withRow(choice, { ...lan, fen: 500 })).toEqual([
    { ...lan, fen: 500 },
    { kind: 'wechat', fen: null },
  ])
  expect(withoutRow(choice, lan)).toEqual([{ kind: 'wechat', fen: null }])
})

test('a second outside way joins while something is due, else it takes the first one’s place; shares and wallets stay', () => {
  const choice: Row[] = [lan, { kind: 'cash', fen: 2000 }, { kind: 'alipay', fen: 100, who: '朋友' }]
  expect(withOutside(choice, 'wechat', { dueFen: 300 }).map((r) => r.kind)).toEqual(['stored_value', 'cash', 'alipay', 'wechat'])
  expect(withOutside(choice, 'wechat', { dueFen: 0 }).map((r) => r.kind)).toEqual(['stored_value', 'alipay', 'wechat'])
})

test('a split becomes rows: odd fen as the server says, wallets that share nothing pay nothing, cash the exact rest', () => {
  const split = { totalFen: 10_000, shares: [share(3334), share(3333), share(3333)], tenders: [] }
  const sharers = [sharer('cash', 'mei'), sharer('stored_value', 'lan'), sharer('wechat', null, '朋友')]
  expect(choiceOfSplit(split, sharers, ['mei'])).toEqual([
    { kind: 'stored_value', memberId: 'mei', fen: 0 },
    { kind: 'stored_value', memberId: 'lan', fen: 3333 },
    { kind: 'wechat', fen: 3333, who: '朋友', reference: '朋友' },
    { kind: 'cash', fen: null, payerId: 'mei' },
  ])
})

test('of money from outside a split says who pays: a guest by the word, a member by the record; cash of two is nobody’s', () => {
  const split = { totalFen: 300, shares: [share(100), share(100), share(100)], tenders: [] }
  const [mei, lan] = [sharer('cash', 'mei'), { ...sharer('wechat', 'lan'), name: '周兰' }]
  expect(choiceOfSplit(split, [mei, lan, sharer('cash', null, '朋友')], [])).toEqual([
    { kind: 'wechat', fen: 100, who: '周兰', payerId: 'lan' },
    { kind: 'cash', fen: null },
  ])
  expect(choiceOfSplit(split, [sharer('cash', null, '朋友'), lan, lan], []).at(-1)).toEqual({ kind: 'cash', fen: null, reference: '朋友' })
})

test('where somebody’s stored value does not reach, nobody’s cash pays for it silently', () => {
  const split = { totalFen: 10_000, shares: [share(5000), share(5000, 2000)], tenders: [] }
  expect(choiceOfSplit(split, [sharer('cash', null), sharer('stored_value', 'lan')], [])).toEqual([
    { kind: 'stored_value', memberId: 'lan', fen: 2000 },
    { kind: 'cash', fen: 5000 },
  ])
})

test('a share by line names its lines', () => {
  const split = { totalFen: 300, shares: [share(100, 100, ['l1']), share(200, 200, ['l2'])], tenders: [] }
  expect(choiceOfSplit(split, [sharer('stored_value', 'mei'), sharer('alipay', null, '小丽')], ['mei'])).toEqual([
    { kind: 'stored_value', memberId: 'mei', fen: 100, lineKeys: ['l1'] },
    { kind: 'alipay', fen: 200, who: '小丽', reference: '小丽', lineKeys: ['l2'] },
  ])
})

test('what was refused can be corrected in one press', () => {
  const account: Row = { kind: 'on_account', id: 'a1', name: '锦江酒店', leftFen: 500, fen: 500 }
  const refused = (code: string, params: Record<string, unknown>, choice: readonly Row[]) =>
    remedyOf(new Problem(code, 409, '', params), choice, 'mei')
  expect(refused('stored_value_insufficient', { memberId: 'lan', availableFen: 300 }, [{ ...lan, fen: 900 }])).toEqual({
    fen: 300,
    choice: [{ ...lan, fen: 300 }],
  })
  expect(refused('stored_value_insufficient', { memberId: 'mei', availableFen: 0 }, [])?.choice).toEqual([
    { ...lan, memberId: 'mei', fen: 0 },
  ])
  expect(refused('account_limit', { accountId: 'a1', leftFen: 200 }, [account])?.choice).toEqual([{ ...account, fen: 200 }])
  expect(refused('account_unfit', { accountId: 'a1' }, [account])).toEqual({ fen: 0, choice: [] })
  expect(refused('deposit_unfit', { depositId: 'd1', openFen: 10 }, [account])).toBeNull()
  expect(refused('item_not_sold', {}, [account])).toBeNull()
})

test('each payer consents for as much as the bill takes, one after the other', () => {
  const payers = [
    { memberId: 'mei', needsProof: { kind: 'pin', amountFen: 500 } },
    { memberId: 'lan', needsProof: { kind: 'pin', amountFen: 700 } },
    { memberId: 'fang', needsProof: null },
  ] as const
  expect(missingProofs(payers, []).map((m) => m.memberId)).toEqual(['mei', 'lan'])
  const given = withProof(withProof([], { id: 'p1', memberId: 'mei', limitFen: 500 }), { id: 'p2', memberId: 'lan', limitFen: 600 })
  expect(missingProofs(payers, given)).toEqual([{ memberId: 'lan', needs: { kind: 'pin', amountFen: 700 } }])
  const all = withProof(given, { id: 'p3', memberId: 'lan', limitFen: 700 })
  expect(missingProofs(payers, all)).toEqual([])
  expect(proofsFor(payers, all, 'mei')).toEqual({ pinProofId: 'p1', payerProofs: [{ memberId: 'lan', proofId: 'p3' }] })
})

test('those who share a bill are those on it, with a friend where nobody else is', () => {
  const balances = { principalFen: 0, bonusFen: 0, bonusLaterFen: 0, rebateFen: 0, points: 0, passSessions: 0, passValueFen: 0 }
  const payers = [{ memberId: 'mei', spendableFen: 900, needsProof: null, before: balances, after: balances, share: null }]
  const cut = { key: 'l1', kind: 'service' } as const
  const alone = sharersOf({ memberId: 'mei', lines: [cut] }, payers, '朋友')
  expect(named(alone)).toEqual([
    { memberId: 'mei', guest: '', kind: 'stored_value' },
    { memberId: null, guest: '朋友', kind: 'wechat' },
  ])
  expect(named(addGuest(alone, '朋友')).at(-1)?.guest).toBe('朋友2')
  const lines = [cut, { ...cut, memberId: 'lan' }, { ...cut, guest: '小丽' }]
  expect(named(sharersOf({ memberId: null, lines }, [], '朋友')).map((p) => p.memberId ?? p.guest)).toEqual(['', 'lan', '小丽'])
})
