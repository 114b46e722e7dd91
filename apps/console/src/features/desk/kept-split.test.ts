import type { CartLine, Quote } from '@yunbin/api-client'
import { expect, test } from 'vitest'
import { applySplit, isOutdated, shapeOf } from './kept-split.ts'
import { newcomers, type SharerRow } from './sharers.ts'
import type { Row } from './tenders.ts'

const line = (key: string, netFen: number) => ({ key, kind: 'service' as const, netFen, allocations: [] })
const planOf = (...lines: ReturnType<typeof line>[]) => ({ lines, tenders: [], dueFen: 0 }) as unknown as Quote
const billOf = (...lines: Partial<CartLine>[]) => ({ memberId: null, lines: lines.map((l) => ({ kind: 'service', ...l }) as CartLine) })
const walkIn: SharerRow = { key: 'walk-in', memberId: null, guest: '', name: '', isWalkIn: true, kind: 'cash' }
const friend: SharerRow = { key: 'new 朋友', memberId: null, guest: '朋友', name: '朋友', isWalkIn: false, kind: 'wechat' }
const share = (amountFen: number) => ({ amountFen, payableFen: amountFen, lineKeys: null })
const agreed = () => {
  const shares = { totalFen: 12_800, shares: [share(6400), share(6400)], tenders: [] }
  return applySplit({ by: 'even', sharers: [walkIn, friend], shares }, planOf(line('l1', 12_800)), billOf({ key: 'l1' }), [])
}

test('a split fits until a line, its price, its owner or a deposit is another; who does the work changes nothing', () => {
  const { choice, split } = agreed()
  const outdated = (plan: Quote, bill: ReturnType<typeof billOf>, rows = choice) => isOutdated(split, shapeOf(plan, bill, rows), rows)
  const [plan, bill] = [planOf(line('l1', 12_800)), billOf({ key: 'l1' })]
  expect(outdated(plan, bill)).toBe(false)
  expect(outdated(plan, billOf({ key: 'l1', staff: [{ staffId: 's', role: 'performer' }] }))).toBe(false)
  expect(outdated(planOf(line('l1', 12_000)), bill)).toBe(true)
  expect(outdated(planOf(line('l1', 12_800), line('l2', 100)), billOf({ key: 'l1' }, { key: 'l2' }))).toBe(true)
  expect(outdated(plan, billOf({ key: 'l1', guest: '朋友' }))).toBe(true)
  const deposit: Row = { kind: 'deposit', id: 'd1', name: '', leftFen: 500, fen: null }
  expect(outdated(plan, bill, [...choice, deposit])).toBe(true)
})

test('what was typed into a row of a split leaves it fitting; without its rows there is nothing that could not fit', () => {
  const { choice, split } = agreed()
  const typed = choice.map((row) => (row.kind === 'cash' ? { ...row, fen: 10_000 } : row))
  expect(isOutdated(split, shapeOf(planOf(line('l1', 12_800)), billOf({ key: 'l1' }), typed), typed)).toBe(false)
  expect(isOutdated(split, 'another', typed)).toBe(true)
  expect(isOutdated(split, 'another', [{ kind: 'alipay', fen: null }])).toBe(false)
})

test('shared once more, deposits stay and all other rows are the new shares', () => {
  const before: Row[] = [{ kind: 'deposit', id: 'd1', name: '', leftFen: 500, fen: 500 }, ...agreed().choice]
  const shares = { totalFen: 600, shares: [share(300), share(300)], tenders: [] }
  const again = applySplit({ by: 'even', sharers: [walkIn, friend], shares }, planOf(line('l1', 1100)), billOf({ key: 'l1' }), before)
  expect(again.choice).toEqual([
    { kind: 'deposit', id: 'd1', name: '', leftFen: 500, fen: 500 },
    { kind: 'wechat', fen: 300, who: '朋友', reference: '朋友' },
    { kind: 'cash', fen: null },
  ])
  expect(isOutdated(again.split, shapeOf(planOf(line('l1', 1100)), billOf({ key: 'l1' }), again.choice), again.choice)).toBe(false)
})

test('an account that shares is charged for the lines of its share', () => {
  const account = { id: 'a1', name: '锦江酒店', leftFen: 9000 }
  const shares = {
    totalFen: 300,
    shares: [
      { ...share(100), lineKeys: ['l1'] },
      { ...share(200), lineKeys: ['l2'] },
    ],
    tenders: [],
  }
  const sharers: SharerRow[] = [walkIn, { ...friend, kind: 'on_account', account }]
  const { choice } = applySplit({ by: 'line', sharers, shares }, planOf(line('l1', 100), line('l2', 200)), billOf({ key: 'l1' }), [])
  expect(choice[0]).toEqual({ kind: 'on_account', ...account, fen: 200, lineKeys: ['l2'] })
})

test('whoever came to the bill since is told from those who shared it, by whom they are and not by how they were added', () => {
  const bill = billOf({ key: 'l1' }, { key: 'l2', guest: '朋友' }, { key: 'l3', memberId: 'lan' })
  expect(newcomers([walkIn, friend], bill, []).map((s) => s.memberId ?? s.guest)).toEqual(['lan'])
})
